{{/* "true" when the built-in broker is used; refuses what contradicts itself. */}}
{{- define "slotwise.kafka.embedded" -}}
{{- $kafka := .Values.kafka -}}
{{- if and $kafka.embedded $kafka.bootstrapServers -}}
{{- fail (printf "kafka.embedded is true but kafka.bootstrapServers names %s; leave one of them out" $kafka.bootstrapServers) -}}
{{- end -}}
{{- if and (eq (toString $kafka.embedded) "false") (not $kafka.bootstrapServers) -}}
{{- fail "no Kafka: set kafka.bootstrapServers=HOST:PORT to use yours, or kafka.embedded=true to try things out" -}}
{{- end -}}
{{- if not $kafka.bootstrapServers -}}
{{- if or $kafka.existingSecret $kafka.tls.enabled $kafka.sasl.enabled -}}
{{- fail "kafka.existingSecret, kafka.tls and kafka.sasl are for an external Kafka; set kafka.bootstrapServers too" -}}
{{- end -}}
true
{{- end -}}
{{- end }}

{{- define "slotwise.kafka.host" -}}
slotwise-kafka.{{ .Release.Namespace }}.svc
{{- end }}

{{- define "slotwise.kafka.bootstrap" -}}
{{- if include "slotwise.kafka.embedded" . -}}
{{ include "slotwise.kafka.host" . }}:9092
{{- else -}}
{{ .Values.kafka.bootstrapServers }}
{{- end -}}
{{- end }}

{{/* How clients speak to Kafka, without bootstrap.servers; empty when there is nothing to say. */}}
{{- define "slotwise.kafka.properties" -}}
{{- $kafka := .Values.kafka -}}
{{- if and $kafka.existingSecret (or $kafka.tls.enabled $kafka.sasl.enabled) -}}
{{- fail "kafka.existingSecret holds the whole configuration; leave out kafka.tls and kafka.sasl" -}}
{{- end -}}
{{- if and $kafka.sasl.enabled (not $kafka.sasl.existingSecret) -}}
{{- fail "kafka.sasl.enabled needs kafka.sasl.existingSecret, a Secret with the user and the password" -}}
{{- end -}}
{{- if or $kafka.tls.enabled $kafka.sasl.enabled -}}
security.protocol={{ $kafka.sasl.enabled | ternary "SASL_" "" }}{{ $kafka.tls.enabled | ternary "SSL" "PLAINTEXT" }}
config.providers=secret
config.providers.secret.class=org.apache.kafka.common.config.provider.DirectoryConfigProvider
{{- if $kafka.sasl.enabled }}
{{- $login := ternary "plain.PlainLoginModule" "scram.ScramLoginModule" (eq $kafka.sasl.mechanism "PLAIN") }}
{{- $directory := "/etc/slotwise/kafka-sasl" }}
sasl.mechanism={{ $kafka.sasl.mechanism }}
sasl.jaas.config=org.apache.kafka.common.security.{{ $login }} required username="${secret:{{ $directory }}:{{ $kafka.sasl.usernameKey }}}" password="${secret:{{ $directory }}:{{ $kafka.sasl.passwordKey }}}";
{{- end }}
{{- if and $kafka.tls.enabled $kafka.tls.existingSecret }}
{{- $directory := "/etc/slotwise/kafka-tls" }}
{{- if $kafka.tls.caKey }}
ssl.truststore.type=PEM
ssl.truststore.certificates=${secret:{{ $directory }}:{{ $kafka.tls.caKey }}}
{{- end }}
{{- if $kafka.tls.certKey }}
ssl.keystore.type=PEM
ssl.keystore.certificate.chain=${secret:{{ $directory }}:{{ $kafka.tls.certKey }}}
ssl.keystore.key=${secret:{{ $directory }}:{{ required "kafka.tls.certKey needs kafka.tls.keyKey, the key of the private key in the same Secret" $kafka.tls.keyKey }}}
{{- end }}
{{- end }}
{{- end -}}
{{- end }}

{{- define "slotwise.kafka.arguments" -}}
- --kafka={{ include "slotwise.kafka.bootstrap" . }}
{{- if .Values.kafka.existingSecret }}
- --kafka-config=/etc/slotwise/kafka/{{ .Values.kafka.existingSecretKey }}
{{- else if include "slotwise.kafka.properties" . }}
- --kafka-config=/etc/slotwise/kafka/client.properties
{{- end }}
{{- end }}

{{- define "slotwise.kafka.mounts" -}}
{{- if or .Values.kafka.existingSecret (include "slotwise.kafka.properties" .) -}}
- name: kafka
  mountPath: /etc/slotwise/kafka
  readOnly: true
{{- end }}
{{- if include "slotwise.kafka.properties" . }}
{{- if .Values.kafka.sasl.enabled }}
- name: kafka-sasl
  mountPath: /etc/slotwise/kafka-sasl
  readOnly: true
{{- end }}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.existingSecret }}
- name: kafka-tls
  mountPath: /etc/slotwise/kafka-tls
  readOnly: true
{{- end }}
{{- end }}
{{- end }}

{{- define "slotwise.kafka.volumes" -}}
{{- if .Values.kafka.existingSecret -}}
- name: kafka
  secret:
    secretName: {{ .Values.kafka.existingSecret }}
{{- else if include "slotwise.kafka.properties" . -}}
- name: kafka
  configMap:
    name: slotwise-kafka-client
{{- if .Values.kafka.sasl.enabled }}
- name: kafka-sasl
  secret:
    secretName: {{ .Values.kafka.sasl.existingSecret }}
{{- end }}
{{- if and .Values.kafka.tls.enabled .Values.kafka.tls.existingSecret }}
- name: kafka-tls
  secret:
    secretName: {{ .Values.kafka.tls.existingSecret }}
{{- end }}
{{- end }}
{{- end }}

{{/* The ports at which Kafka may be spoken to, as a JSON array. */}}
{{- define "slotwise.kafka.ports" -}}
{{- if include "slotwise.kafka.embedded" . -}}
[9092]
{{- else if .Values.networkPolicy.kafkaPorts -}}
{{ .Values.networkPolicy.kafkaPorts | toJson }}
{{- else -}}
{{- $ports := list -}}
{{- range splitList "," .Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (splitList ":" (trim .) | last | int) -}}
{{- end -}}
{{ $ports | uniq | toJson }}
{{- end -}}
{{- end }}
