"""Writes reference.safetensors from the format's specification (github.com/huggingface/safetensors), with nothing but Python.

An 8-byte little-endian header length, a JSON header padded with spaces to a multiple of 8, then the tensors, widest type first
and by name within a type, as the reference implementation lays them out.
"""
import json
import pathlib
import struct

TENSORS = [
    ("steps", "I64", [2], struct.pack("<2q", 1, -(2**40))),
    ("scale", "F64", [], struct.pack("<d", 0.1)),
    ("bias", "F32", [3], struct.pack("<3f", 1.5, -0.0, float("inf"))),
    ("weight", "F32", [2, 2], struct.pack("<4f", 0.1, 0.2, 0.3, 0.4)),
    ("codes", "I32", [2], struct.pack("<2i", 7, -7)),
    ("wide", "BF16", [2], bytes.fromhex("803f00c0")),
    ("half", "F16", [2], struct.pack("<2e", 1.0, -2.0)),
    ("pixels", "U8", [3], bytes([0, 128, 255])),
    ("mask", "BOOL", [2, 1], bytes([1, 0])),
]

header, data = {"__metadata__": {"format": "pt", "note": "Grüße ‹∂›"}}, b""
for name, dtype, shape, content in TENSORS:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
    data += content
text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
text += b" " * (-len(text) % 8)
pathlib.Path(__file__).with_name("reference.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
