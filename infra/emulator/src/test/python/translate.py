"""Translates the SAM template into plain CloudFormation, offline, and prints it as JSON.

    python3 translate.py ../../../../../template.yaml
    python3 translate.py template.yaml '[{}, {"WorkerMemory": "3008"}]'

With a list of parameters it prints a list of translations, one for each, all others at their defaults.
Parameters without a default are not given.

Needs the package aws-sam-translator. Ends with 2 and the translator's reasons when the template is wrong.
"""

import copy
import json
import os
import sys
from pathlib import Path

# The translator asks for a region and for managed policies; neither needs AWS here.
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")

from samtranslator.model.exceptions import InvalidDocumentException  # noqa: E402
from samtranslator.parser.parser import Parser  # noqa: E402
from samtranslator.translator.translator import Translator  # noqa: E402
from samtranslator.yaml_helper import yaml_parse  # noqa: E402

# What "sam package" makes of an artifact's name: it changes with the bytes.
CODE = "code"


def translate(source: dict, given: dict) -> dict:
    # The translator changes what it is given; to parse the text again would take most of the time.
    template = copy.deepcopy(source)
    for resource in template["Resources"].values():
        # The translator takes only what "sam package" leaves behind: an address in S3.
        properties = resource.get("Properties", {})
        if resource["Type"] == "AWS::Serverless::Function":
            code = given.get(CODE, "") + properties["CodeUri"]
            properties["CodeUri"] = f"s3://artifacts/{code}"
    parameters = {
        name: str(parameter["Default"])
        for name, parameter in template.get("Parameters", {}).items()
        if "Default" in parameter
    }
    parameters.update({name: value for name, value in given.items() if name != CODE})
    return Translator({}, Parser()).translate(template, parameters)


def main() -> int:
    source = yaml_parse(Path(sys.argv[1]).read_text(encoding="utf-8"))
    try:
        if len(sys.argv) > 2:
            result = [translate(source, given) for given in json.loads(sys.argv[2])]
        else:
            result = translate(source, {})
    except InvalidDocumentException as error:
        print(error.message, file=sys.stderr)
        for cause in error.causes:
            print(f"  {cause.message}", file=sys.stderr)
        return 2
    json.dump(result, sys.stdout, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
