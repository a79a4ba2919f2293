# Two images:
#   docker build --target trainer -t deeppipe .        deeppipe, with libtorch for the CPU
#   docker build --target host -t deeppipe-host .      deeppipe-host, without libtorch
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS source
WORKDIR /source
COPY global.json .editorconfig Directory.Build.props Directory.Build.targets Directory.Packages.props ./
COPY src/ src/

FROM source AS trainer-build
RUN dotnet publish src/DeepPipe.Cli -c Release --self-contained -o /app

FROM source AS host-build
RUN dotnet publish src/DeepPipe.Host -c Release --self-contained -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0 AS trainer
COPY --from=trainer-build /app /opt/deeppipe
COPY LICENSE /opt/deeppipe/
ENV PATH=/opt/deeppipe:$PATH
USER $APP_UID
WORKDIR /home/app
ENTRYPOINT ["deeppipe"]

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0 AS host
COPY --from=host-build /app /opt/deeppipe-host
COPY LICENSE /opt/deeppipe-host/
ENV PATH=/opt/deeppipe-host:$PATH
USER $APP_UID
WORKDIR /home/app
ENTRYPOINT ["deeppipe-host"]
