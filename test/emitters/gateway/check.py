"""Checks definitions with the tools of others. Reads JSON lines {tool, name, document}, writes {name, problems, ...}."""

import json
import logging
import os
import sys

logging.disable(logging.CRITICAL)
os.environ.update(
    AWS_DEFAULT_REGION="us-east-1", AWS_ACCESS_KEY_ID="key", AWS_SECRET_ACCESS_KEY="secret"
)


def check_openapi(document):
    from openapi_spec_validator import OpenAPIV30SpecValidator

    errors = OpenAPIV30SpecValidator(document).iter_errors()
    return {"problems": sorted(str(error.message)[:300] for error in errors)}


def check_sam(document):
    from samtranslator.model.exceptions import InvalidDocumentException
    from samtranslator.translator.transform import transform

    class NoPolicies:
        def load(self):
            return {}

    parameters = {
        name: parameter.get("Default", "value")
        for name, parameter in document.get("Parameters", {}).items()
    }
    try:
        made = transform(document, parameters, NoPolicies())
    except InvalidDocumentException as error:
        return {"problems": [cause.message for cause in error.causes]}
    types = sorted(resource["Type"] for resource in made["Resources"].values())
    return {**check_cloudformation(document), "types": types}


def check_cloudformation(document):
    from cfnlint.api import ManualArgs, lint

    config = ManualArgs(regions=["us-east-1"], ignore_checks=["I"])
    found = lint(json.dumps(document), config=config)
    return {"problems": sorted(f"{each.rule.id} {each.message}" for each in found)}


class Moto:
    """moto's server on a free port of the loopback; it ends with the process."""

    def __init__(self):
        import boto3
        from moto.server import ThreadedMotoServer

        self.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self.server.start()
        host, port = self.server.get_host_and_port()
        self.client = boto3.client("apigateway", endpoint_url=f"http://{host}:{port}")

    def check(self, document):
        body = json.dumps(document).encode()
        try:
            api = self.client.import_rest_api(body=body, failOnWarnings=False)["id"]
        except Exception as error:
            return {"problems": [type(error).__name__ + " " + str(error)[:200]], "integrations": []}
        found = []
        for page in self.client.get_paginator("get_resources").paginate(restApiId=api):
            for item in page["items"]:
                for method in item.get("resourceMethods", {}):
                    found.append(self.integration(api, item, method))
        self.client.delete_rest_api(restApiId=api)
        return {"problems": [], "integrations": sorted(found)}

    def integration(self, api, item, method):
        answer = self.client.get_method(restApiId=api, resourceId=item["id"], httpMethod=method)
        integration = answer.get("methodIntegration", {})
        return [f"{method} {item['path']}", integration.get("type"), integration.get("uri")]


def main():
    moto = None
    checks = {"openapi": check_openapi, "sam": check_sam, "cloudformation": check_cloudformation}
    for line in sys.stdin:
        task = json.loads(line)
        if task["tool"] == "moto":
            moto = moto or Moto()
            result = moto.check(task["document"])
        else:
            result = checks[task["tool"]](task["document"])
        print(json.dumps({"name": task["name"], **result}), flush=True)
    if moto:
        moto.server.stop()


main()
