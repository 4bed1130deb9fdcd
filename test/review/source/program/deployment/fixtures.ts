/** A StatefulSet with everything that speaks of it. */
export const kubernetes = {
  'deploy/shop.yaml': `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop
spec:
  serviceName: shop-headless
  podManagementPolicy: Parallel
  replicas: 3
  selector: {matchLabels: {app: shop}}
  template:
    metadata:
      labels: {app: shop, tier: web}
    spec:
      terminationGracePeriodSeconds: 60
      containers:
        - name: shop
          image: registry.example/shop:1.4
          command: ["/app/bin/shop", "start"]
          ports: [{containerPort: 4000}, {containerPort: 4369, hostPort: 4369}]
          lifecycle:
            preStop:
              exec: {command: [sleep, "15"]}
          env:
            - name: POD_IP
              valueFrom: {fieldRef: {fieldPath: status.podIP}}
            - name: RELEASE_NODE
              value: shop@$(POD_IP)
            - name: RELEASE_COOKIE
              valueFrom: {secretKeyRef: {name: shop, key: cookie}}
            - name: ERL_FLAGS
              value: "-kernel net_ticktime 20 +zdbbl 4096"
      volumes:
        - name: scratch
          emptyDir: {}
  volumeClaimTemplates:
    - metadata: {name: state}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: shop}
spec:
  minAvailable: 2
  selector: {matchLabels: {app: shop}}
---
apiVersion: v1
kind: Service
metadata: {name: shop-public}
spec:
  type: LoadBalancer
  selector: {tier: web}
  ports: [{port: 443, targetPort: 4000}]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: shop}
  minReplicas: 3
  maxReplicas: 9
`,
}

export const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\n',
  'chart/values.yaml': `replicaCount: 2
image:
  repository: registry.example/shop
pdb:
  maxUnavailable: 1
`,
  'chart/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" . }}
  labels: {{- include "shop.labels" . | nindent 4 }}
spec:
  {{- if not .Values.autoscaling }}
  replicas: {{ .Values.replicaCount }}
  {{- end }}
  template:
    metadata:
      labels:
        app: {{ .Release.Name }}
    spec:
      containers:
        - name: shop
          image: "{{ .Values.image.repository }}:{{ .Chart.AppVersion }}"
          {{- with .Values.resources }}
          resources:
            {{- toYaml . | nindent 12 }}
          {{- end }}
`,
  'chart/templates/pdb.yaml': `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "shop.name" . }}
spec:
  maxUnavailable: {{ .Values.pdb.maxUnavailable }}
  selector:
    matchLabels:
      app: {{ .Release.Name }}
`,
}

export const compose = {
  'docker-compose.yml': `x-env: &env
  RELEASE_COOKIE: monster
services:
  web:
    build: ./shop
    command: mix phx.server
    environment:
      <<: *env
      RELEASE_NODE: "shop@web"
    ports: ["4000:4000", "127.0.0.1:9100:9000/tcp", "4369"]
    volumes: ["state:/data", "/tmp/scratch"]
    deploy:
      replicas: 2
    stop_grace_period: 1m30s
  db:
    image: postgres:16
    environment:
      - POSTGRES_PASSWORD=\${PASSWORD}
      - PGDATA
`,
}

export const fly = {
  'fly.toml': `app = "shop"
kill_timeout = "30s"

[build]
  dockerfile = "Dockerfile"

[env]
  RELEASE_COOKIE = "crumble" # of all machines
  POOL = 5

[http_service]
  internal_port = 4000
  min_machines_running = 2

[[services]]
  internal_port = 5000
  [[services.ports]]
    port = 5001
  [[services.ports]]
    port = 5002

[[mounts]]
  source = "state"
  destination = "/data"
`,
}

export const hcl = {
  'infra/main.tf': `# two machines
resource "aws_instance" "shop" {
  count = 2 /* both zones */
  user_data = <<-EOT
    count = 7
  EOT
  tags = {
    Name = "shop"
  }
}

resource "aws_autoscaling_group" "shop" {
  min_size         = 3
  max_size         = 5
  desired_capacity = 4
}

resource "aws_ecs_service" "shop" {
  desired_count = var.count
}

resource "kubernetes_stateful_set" "shop" {
  spec {
    replicas = "3"
    template { spec { container { image = "registry.example/shop" } } }
  }
}

resource "aws_s3_bucket" "assets" { count = 9 }
`,
  'shop.nomad': `job "shop" {
  group "web" {
    count = 3
    volume "state" { type = "host" }
    task "server" {
      driver = "docker"
      kill_timeout = "45s"
      config {
        image = "registry.example/shop:1"
        args  = ["start"]
      }
      env {
        RELEASE_COOKIE = "biscuit"
      }
    }
  }
  group "cron" {
    count = var.crons
  }
  group "mail" {}
}
`,
}

export const dockerfile = `# built in two steps
FROM --platform=linux/amd64 elixir:1.16 AS build
ENV MIX_ENV=prod
FROM debian:bookworm-slim
ENV RELEASE_COOKIE="crumble" \\
    # of one machine
    ERL_AFLAGS="-proto_dist inet6_tcp"
ENV LANG C.UTF-8
EXPOSE 4000 4369/tcp
CMD ["elixir", "--sname", "shop", "--cookie", "crumble", "-S", "mix", "run"]
`

export const environmentScript = `#!/bin/sh
# export RELEASE_COOKIE=commented
export RELEASE_DISTRIBUTION=name
export RELEASE_NODE="shop@\${POD_IP}"
if [ -n "$DEBUG" ]; then export ELIXIR_ERL_OPTIONS="-kernel inet_dist_listen_min 9100 inet_dist_listen_max 9105"; fi
`
