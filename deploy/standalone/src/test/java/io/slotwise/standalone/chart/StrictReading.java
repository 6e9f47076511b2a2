package io.slotwise.standalone.chart;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;

/** Reads an object as Kubernetes does with strict field validation: an unknown field or a value of another type fails. */
final class StrictReading {
    private static final YAMLMapper MAPPER = mapper();

    private StrictReading() {}

    private static YAMLMapper mapper() {
        YAMLMapper mapper = YAMLMapper.builder()
                .annotationIntrospector(new NoSpareFields())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }

    /**
     * Reads it.
     *
     * @throws IOException naming the field that does not fit
     */
    static <T extends HasMetadata> T read(String yaml, Class<T> type) throws IOException {
        return MAPPER.readValue(yaml, type);
    }

    /** The models keep fields they do not know in a map of their own; here they must not. */
    private static final class NoSpareFields extends JacksonAnnotationIntrospector {
        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
