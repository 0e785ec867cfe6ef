#!/usr/bin/env bash
# Drops a generated lake into LocalStack, watches the ledger until everything is done, starts a
# backfill that finds nothing to do, and queries the features.
set -euo pipefail
. "$(dirname "$0")/common.sh"

need aws "the AWS command line, version 1 or 2"
table=$(output LedgerTableName) || fail "there is no stack $stack at $endpoint; run infra/localstack/deploy.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
symbols=${SYMBOLS:-BTC~USDT,ETH~USDT}
days=${DAYS:-2}
# An exchange of its own for each run, so that entries of earlier ones are not taken for its results.
exchange=demo-$(date +%s)
expected=$(( $(tr ',' '\n' <<<"$symbols" | wc -l) * days ))

echo "=== generate $days days of $symbols, one of them damaged"
"$root/silverbook" generate --output "$work/bronze" --exchange "$exchange" --days "$days" --symbol "$symbols" --rows 3600 --trades 2000
damaged=$(find "$work/bronze/orderbook" -name "*.parquet" | sort | sed -n 1p)
echo "not parquet" > "$damaged"

echo "=== drop the files"
cloud s3 cp --recursive --only-show-errors "$work/bronze/trades" "$(output Trades)"
cloud s3 cp --recursive --only-show-errors "$work/bronze/orderbook" "$(output OrderBooks)"

echo "=== watch the ledger"
statuses() {
  cloud dynamodb scan --table-name "$table" --projection-expression '#s' \
    --filter-expression 'begins_with(#p, :exchange)' \
    --expression-attribute-names '{"#s": "status", "#p": "partition"}' \
    --expression-attribute-values "{\":exchange\": {\"S\": \"exchange=$exchange/\"}}" --query 'Items[].status.S' --output text \
    | tr '\t' '\n' | sort | uniq -c | tr -s ' \n' ' '
}
settled() { grep -oE '[0-9]+ (PROCESSED|FAILED)' <<<"$1" | awk '{ sum += $1 } END { print sum + 0 }'; }
for _ in $(seq 150); do
  now=$(statuses)
  printf '\r%s of %s:%s   ' "$(settled "$now")" "$expected" "$now"
  if [ "$(settled "$now")" -ge "$expected" ]; then break; fi
  sleep 2
done
echo
[ "$(settled "$(statuses)")" -ge "$expected" ] \
  || fail "not done in five minutes; see: docker logs silverbook-localstack"

echo "=== what failed, and why"
cloud dynamodb scan --table-name "$table" \
  --filter-expression '#s = :failed AND begins_with(#p, :exchange)' \
  --expression-attribute-names '{"#s": "status", "#p": "partition"}' \
  --expression-attribute-values \
    "{\":failed\": {\"S\": \"FAILED\"}, \":exchange\": {\"S\": \"exchange=$exchange/\"}}" \
  --query 'Items[].[partition.S, error.M.reason.S, error.M.message.S]' --output text

echo "=== a backfill now finds nothing to do"
# AWS CLI 2 takes the payload as base64 unless told otherwise; version 1 knows no such option.
raw=()
case $(aws --version 2>&1) in aws-cli/2*) raw=(--cli-binary-format raw-in-base64-out) ;; esac
cloud lambda invoke --function-name "$(output BackfillFunctionName)" ${raw[@]+"${raw[@]}"} --payload '{}' \
  "$work/answer.json" >/dev/null
cat "$work/answer.json"
echo

echo "=== query the features"
cloud s3 cp --recursive --only-show-errors "$(output Features)exchange=$exchange/" "$work/silver"
query="SELECT symbol, year, month, day, count(*) AS snapshots, round(avg(mid_price), 2) AS mid,
  round(avg(relative_spread) * 1e4, 3) AS spread_bps
  FROM read_parquet('$work/silver/**/*.parquet', hive_partitioning = true)
  GROUP BY ALL ORDER BY ALL"
if command -v duckdb >/dev/null 2>&1; then
  duckdb -c "$query"
elif python3 -c 'import duckdb' 2>/dev/null; then
  python3 -c 'import duckdb, sys; duckdb.sql(sys.argv[1]).show()' "$query"
else
  echo "neither duckdb nor Python's duckdb is here; query the files yourself:"
  find "$work/silver" -name '*.parquet' | sed "s|$work/silver/||"
fi
