using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace DeepPipe.Onnx.Tests;

/// <summary>Networks over tokens as users write them.</summary>
internal static class TextNetworks
{
    internal const long Vocabulary = 23;

    /// <summary>A decoder-only Transformer (Radford et al., 2019): causal attention, the output tied to the embedding.</summary>
    internal sealed class Gpt : Module<Tensor, Tensor>
    {
        private readonly Embedding tokens = Embedding(Vocabulary, 16);
        private readonly Embedding positions = Embedding(24, 16);
        private readonly ModuleList<Module<Tensor, Tensor>> blocks;
        private readonly LayerNorm norm = LayerNorm(16);

        internal Gpt(bool isFused) : base(nameof(Gpt))
        {
            blocks = ModuleList<Module<Tensor, Tensor>>(new Block(isFused), new Block(isFused));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var x = tokens.call(input) + positions.call(arange(input.shape[1], ScalarType.Int64, input.device));
            foreach (var block in blocks)
                x = block.call(x);
            return F.linear(norm.call(x), tokens.weight!);
        }

        private sealed class Block : Module<Tensor, Tensor>
        {
            private readonly bool isFused;
            private readonly LayerNorm norm1 = LayerNorm(16);
            private readonly Linear attention = Linear(16, 48);
            private readonly Linear project = Linear(16, 16);
            private readonly LayerNorm norm2 = LayerNorm(16);
            private readonly Module<Tensor, Tensor> feed = Sequential(("up", Linear(16, 64)), ("active", GELU()), ("down", Linear(64, 16)));

            internal Block(bool isFused) : base(nameof(Block))
            {
                this.isFused = isFused;
                RegisterComponents();
            }

            public override Tensor forward(Tensor input)
            {
                var x = input + Attend(norm1.call(input));
                return x + feed.call(norm2.call(x));
            }

            private Tensor Attend(Tensor input)
            {
                var (batch, time, width) = (input.shape[0], input.shape[1], input.shape[2]);
                var parts = attention.call(input).split(width, 2).Select(part => part.view(batch, time, 4, 4).transpose(1, 2)).ToArray();
                var mixed = isFused
                    ? F.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true)
                    : Mix(parts[0], parts[1], parts[2], time);
                return project.call(mixed.transpose(1, 2).contiguous().view(batch, time, width));
            }

            private static Tensor Mix(Tensor query, Tensor key, Tensor value, long time)
            {
                var scores = matmul(query, key.transpose(-2, -1)) * (1.0 / Math.Sqrt(query.shape[3]));
                var seen = arange(time).unsqueeze(0) <= arange(time).unsqueeze(1);
                return matmul(F.softmax(scores.masked_fill(seen.logical_not(), float.NegativeInfinity), -1), value);
            }
        }
    }

    /// <summary>An encoder like BERT (Devlin et al., 2018): learned positions and segments, padding masked, the first token pooled.</summary>
    internal sealed class Bert : Module<Tensor, Tensor, (Tensor, Tensor)>
    {
        private readonly Embedding words = Embedding(Vocabulary, 16, padding_idx: 0);
        private readonly Embedding positions = Embedding(24, 16);
        private readonly LayerNorm norm = LayerNorm(16, eps: 1e-12);
        private readonly Dropout drop = Dropout(0.1);
        private readonly TransformerEncoder encoder;
        private readonly Linear pooler = Linear(16, 16);

        internal Bert() : base(nameof(Bert))
        {
            encoder = TransformerEncoder(TransformerEncoderLayer(16, 4, 32, activation: torch.nn.Activations.GELU), 2);
            RegisterComponents();
        }

        public override (Tensor, Tensor) forward(Tensor ids, Tensor mask)
        {
            var x = drop.call(norm.call(words.call(ids) + positions.call(arange(ids.shape[1], ScalarType.Int64)).unsqueeze(0)));
            var hidden = encoder.call(x.transpose(0, 1), null, mask.eq(0)).transpose(0, 1);
            return (hidden, pooler.call(hidden[.., 0]).tanh());
        }
    }

    /// <summary>A tagger: embeddings, an LSTM in both directions, scores for each token.</summary>
    internal sealed class Tagger : Module<Tensor, Tensor>
    {
        private readonly Embedding embedding = Embedding(Vocabulary, 8);
        private readonly LSTM lstm = LSTM(8, 6, numLayers: 2, batchFirst: true, bidirectional: true, dropout: 0.2);
        private readonly Linear scores = Linear(12, 5);

        internal Tagger() : base(nameof(Tagger)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var (output, _, _) = lstm.call(embedding.call(input));
            return F.log_softmax(scores.call(output), 2);
        }
    }

    /// <summary>A sequence to a sequence (Bahdanau et al., 2014): a GRU reads, another writes five tokens and looks back at each.</summary>
    internal sealed class Translator : Module<Tensor, Tensor>
    {
        private readonly Embedding source = Embedding(Vocabulary, 8);
        private readonly Embedding target = Embedding(Vocabulary, 8);
        private readonly GRU encoder = GRU(8, 10, batchFirst: true);
        private readonly GRUCell decoder = GRUCell(18, 10);
        private readonly Linear ofState = Linear(10, 10, hasBias: false);
        private readonly Linear ofMemory = Linear(10, 10, hasBias: false);
        private readonly Linear energy = Linear(10, 1, hasBias: false);
        private readonly Linear scores = Linear(10, Vocabulary);

        internal Translator() : base(nameof(Translator)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var (memory, last) = encoder.call(source.call(input));
            var state = last[0];
            var token = zeros(input.shape[0], dtype: ScalarType.Int64, device: input.device);
            var steps = new List<Tensor>();
            for (var step = 0; step < 5; step++)
            {
                var weights = energy.call((ofState.call(state).unsqueeze(1) + ofMemory.call(memory)).tanh()).softmax(1);
                var context = (weights * memory).sum(1);
                state = decoder.call(cat([target.call(token), context], 1), state);
                var step_scores = scores.call(state);
                steps.Add(step_scores);
                token = step_scores.argmax(1);
            }
            return stack(steps, 1);
        }
    }
}
