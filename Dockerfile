# The server with the web app. The build needs the network once, for crates and npm packages.
FROM rust:1.95-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/* && rustup target add wasm32-unknown-unknown
WORKDIR /build
COPY . .
RUN cargo xtask web && cargo build --locked --release --package api --bin kompaan

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /var/lib/kompaan --create-home kompaan \
 && install -d -o kompaan /run/kompaan /srv/kompaan
COPY --from=build /build/target/release/kompaan /usr/local/bin/kompaan
COPY --from=build /build/frontend/dist /usr/share/kompaan/web
WORKDIR /var/lib/kompaan
USER kompaan
ENV KOMPAAN__SERVER__ADDRESS=0.0.0.0 \
    KOMPAAN__SERVER__WEB_FOLDER=/usr/share/kompaan/web \
    KOMPAAN__LOG__FORMAT=json
EXPOSE 8080
VOLUME /var/lib/kompaan
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD curl --fail --silent http://localhost:8080/readyz || exit 1
ENTRYPOINT ["kompaan"]
CMD ["serve"]
