"""Validates OpenAPI documents: reads JSON lines {name, document}, writes {name, problems}."""

import json
import sys

from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
    OpenAPIV32SpecValidator,
)

VALIDATORS = {
    "2.0": OpenAPIV2SpecValidator,
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}

# Swagger 2.0 describes a response of bytes by a schema of this type; the validator refuses each of them.
FILE = "'file' is not valid under any of the given schemas"

for line in sys.stdin:
    task = json.loads(line)
    document = task["document"]
    version = str(document.get("openapi") or document.get("swagger"))[:3]
    try:
        errors = VALIDATORS[version](document).iter_errors()
        found = {str(error.message)[:300] for error in errors}
        problems = sorted(found - {FILE} if version == "2.0" else found)
    except Exception as error:
        # It follows schemas that refer to themselves without an end, and gives up on some references.
        problems = [f"{type(error).__name__}: {str(error)[:200]}"]
    print(json.dumps({"name": task["name"], "problems": problems}), flush=True)
