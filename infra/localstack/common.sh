# Sourced by the other scripts: where LocalStack is, and how to talk to it.
endpoint=${SILVERBOOK_LOCALSTACK_ENDPOINT:-http://localhost:4566}
stack=${SILVERBOOK_STACK:-silverbook}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# LocalStack wants some credentials and looks at none; yours must not be sent anywhere by accident.
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=eu-central-1
unset AWS_PROFILE AWS_SESSION_TOKEN

fail() { echo "$*" >&2; exit 1; }

need() { # a command, and what it is needed for
  command -v "$1" >/dev/null 2>&1 || fail "$1 is needed: $2"
}

cloud() { aws --endpoint-url "$endpoint" "$@"; }

output() { # the value of one output of the stack
  cloud cloudformation describe-stacks --stack-name "$stack" \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text
}
