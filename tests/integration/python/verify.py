"""Verifies a postback with the reference library of Standard Webhooks, as a merchant's server in Python does.

Standard input: {"secret", "headers", "body"}. Prints the event's id, or fails.
"""

import json
import sys

from standardwebhooks import Webhook

given = json.load(sys.stdin)
event = Webhook(given["secret"]).verify(given["body"], given["headers"])
print(event["id"])
