#!/usr/bin/env bash
# Starts LocalStack and deploys the stack to it. Run it again to deploy a new build.
set -euo pipefail
. "$(dirname "$0")/common.sh"

need docker "LocalStack runs in it"
need aws "the AWS command line, version 1 or 2"
need curl "to see whether LocalStack is up"
docker info >/dev/null 2>&1 || fail "the Docker engine does not answer; start it"
for zip in functions/discovery/target/discovery.zip functions/worker/target/worker.zip; do
  [ -f "$root/$zip" ] || fail "$zip is missing; run mvn package -DskipTests first"
done

docker compose -f "$root/infra/localstack/compose.yaml" up -d
printf 'waiting for LocalStack'
for _ in $(seq 60); do
  if curl -fs "$endpoint/_localstack/health" >/dev/null; then break; fi
  printf '.'
  sleep 1
done
echo
curl -fs "$endpoint/_localstack/health" >/dev/null || fail "LocalStack is not up at $endpoint; see docker logs silverbook-localstack"

cloud s3api head-bucket --bucket silverbook-artifacts >/dev/null 2>&1 \
  || cloud s3 mb s3://silverbook-artifacts >/dev/null
packaged=$(mktemp)
trap 'rm -f "$packaged"' EXIT
# Uploads the zips and puts their addresses into the template.
(cd "$root" && cloud cloudformation package --template-file template.yaml \
  --s3-bucket silverbook-artifacts --output-template-file "$packaged" >/dev/null)
# Objects settle for five seconds instead of two minutes, so that there is something to see.
cloud cloudformation deploy --template-file "$packaged" --stack-name "$stack" \
  --s3-bucket silverbook-artifacts --capabilities CAPABILITY_IAM --no-fail-on-empty-changeset \
  --parameter-overrides SettleSeconds=5 WorkerStart=Plain LiveConcurrency=2 BackfillConcurrency=2 "$@"

echo
echo "order books: $(output OrderBooks)"
echo "trades:      $(output Trades)"
echo "features:    $(output Features)"
echo "next:        infra/localstack/demo.sh"
