package io.slotwise.embedded.kube.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import io.slotwise.embedded.kube.rest.Refusal.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One compiled rule of {@code x-kubernetes-validations}: CEL with its standard library and the extensions for strings,
 * lists, sets and numbers; Kubernetes' own functions for URLs, quantities and addresses are not there.
 */
final class CelRule {
    private static final Pattern TRANSITION = Pattern.compile("\\boldSelf\\b");
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .addVar("oldSelf", SimpleType.DYN)
            .addLibraries(
                    CelExtensions.strings(),
                    CelExtensions.lists(),
                    CelExtensions.math(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.bindings())
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                    CelExtensions.strings(), CelExtensions.lists(), CelExtensions.math(), CelExtensions.sets(OPTIONS))
            .build();

    private final JsonNode json;
    private final String text;
    private final Program program;
    private final Optional<Program> message;

    private CelRule(JsonNode json, String text, Program program, Optional<Program> message) {
        this.json = json;
        this.text = text;
        this.program = program;
        this.message = message;
    }

    /**
     * Compiles a rule.
     *
     * @throws CelProblem that says why it cannot be
     */
    static CelRule compile(JsonNode json) throws CelProblem {
        String text = json.path("rule").asText("");
        String expression = json.path("messageExpression").asText("");
        return new CelRule(
                json, text, program(text), expression.isEmpty() ? Optional.empty() : Optional.of(program(expression)));
    }

    private static Program program(String expression) throws CelProblem {
        try {
            return RUNTIME.createProgram(COMPILER.compile(expression).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new CelProblem("compilation failed: " + e.getMessage());
        }
    }

    /** Whether it compares a value with what it was before, and so holds for updates only. */
    boolean isTransition() {
        return TRANSITION.matcher(text).find();
    }

    /**
     * What is wrong with the value, if anything.
     *
     * @param before what it was; it is looked at by transition rules only
     */
    Optional<Cause> check(String path, JsonNode value, JsonNode before) {
        Map<String, Object> variables = new HashMap<>(Map.of("self", CelValues.of(value)));
        if (isTransition()) {
            variables.put("oldSelf", CelValues.of(before));
        }
        try {
            return Boolean.TRUE.equals(program.eval(variables))
                    ? Optional.empty()
                    : Optional.of(cause(path, value, message(variables)));
        } catch (CelEvaluationException e) {
            return Optional.of(cause(path, value, e.getMessage() + " evaluating rule: " + plainMessage()));
        }
    }

    private String message(Map<String, Object> variables) {
        try {
            return message.isPresent() ? String.valueOf(message.get().eval(variables)) : plainMessage();
        } catch (CelEvaluationException e) {
            return plainMessage();
        }
    }

    private String plainMessage() {
        return json.path("message").asText("failed rule: " + text);
    }

    private Cause cause(String path, JsonNode value, String sentence) {
        String shown = value.isObject() ? "\"object\"" : value.isArray() ? "\"array\"" : value.toString();
        String reason = json.path("reason").asText("FieldValueInvalid");
        String head = switch (reason) {
            case "FieldValueForbidden" -> "Forbidden: ";
            case "FieldValueRequired" -> "Required value: ";
            case "FieldValueDuplicate" -> "Duplicate value: " + shown + ": ";
            default -> "Invalid value: " + shown + ": ";
        };
        return new Cause(path + json.path("fieldPath").asText(""), head + sentence, reason);
    }
}
