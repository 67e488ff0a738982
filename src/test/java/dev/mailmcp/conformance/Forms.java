package dev.mailmcp.conformance;

import dev.mailmcp.mcp.InputRequest;

/** Forms whose fields the suite looks at, in every shape that a field may have (MCP 2025-11-25, elicitation). */
final class Forms {
    private Forms() {}

    /** A default for each primitive type. */
    static InputRequest defaults() {
        return new InputRequest.Form("Is this right?", Questions.object("""
                {
                  "type": "object",
                  "properties": {
                    "name": {"type": "string", "default": "John Doe"},
                    "age": {"type": "integer", "default": 30},
                    "score": {"type": "number", "default": 95.5},
                    "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
                    "verified": {"type": "boolean", "default": true}
                  }
                }"""));
    }

    /** One and several of a list, with titles and without, and as it was written before. */
    static InputRequest choices() {
        return new InputRequest.Form("Which ones?", Questions.object("""
                {
                  "type": "object",
                  "properties": {
                    "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
                    "titledSingle": {
                      "type": "string",
                      "oneOf": [
                        {"const": "value1", "title": "First Option"},
                        {"const": "value2", "title": "Second Option"},
                        {"const": "value3", "title": "Third Option"}
                      ]
                    },
                    "legacyEnum": {
                      "type": "string",
                      "enum": ["opt1", "opt2", "opt3"],
                      "enumNames": ["Option One", "Option Two", "Option Three"]
                    },
                    "untitledMulti": {
                      "type": "array",
                      "minItems": 1,
                      "items": {"type": "string", "enum": ["option1", "option2", "option3"]}
                    },
                    "titledMulti": {
                      "type": "array",
                      "minItems": 1,
                      "items": {
                        "anyOf": [
                          {"const": "value1", "title": "First Choice"},
                          {"const": "value2", "title": "Second Choice"},
                          {"const": "value3", "title": "Third Choice"}
                        ]
                      }
                    }
                  }
                }"""));
    }
}
