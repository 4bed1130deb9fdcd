# Two stages: what builds stays behind. No test builds this image (docs/operations.md).
FROM node:22-bookworm-slim AS builder
WORKDIR /app
COPY . .
# `prepare` builds; what only building and testing need is taken out again.
RUN npm ci && npm prune --omit=dev

FROM node:22-bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends git ca-certificates tini \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /data
WORKDIR /app
COPY --from=builder /app/package.json ./
COPY --from=builder /app/node_modules ./node_modules
COPY --from=builder /app/dist ./dist
COPY --from=builder /app/examples ./examples
ENV NODE_ENV=production DATA_DIR=/data OPERATIONS_PORT=9464 PORT=3000 TEAMS_PORT=3978
USER node
VOLUME /data
EXPOSE 3000 3978
# Alive, not ready: a database that is away for a minute is no reason to start again.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.OPERATIONS_PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# git's children are reaped, and SIGTERM reaches the bot.
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/main.js"]
