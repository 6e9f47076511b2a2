{{- define "slotwise.selector" -}}
app.kubernetes.io/name: slotwise
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "slotwise.labels" -}}
{{ include "slotwise.selector" . }}
app.kubernetes.io/part-of: slotwise
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- end }}

{{- define "slotwise.image" -}}
{{ with .root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end }}{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* All namespaces that get a service account for jobs. */}}
{{- define "slotwise.jobNamespaces" -}}
{{ concat .Values.watchNamespaces .Values.jobRunner.serviceAccount.namespaces | uniq | sortAlpha | toJson }}
{{- end }}

{{/* The account jobs run as: ours where we make one everywhere, else the namespace's own. */}}
{{- define "slotwise.jobServiceAccount" -}}
{{- if and .Values.jobRunner.serviceAccount.create (include "slotwise.jobNamespaces" . | fromJsonArray) -}}
{{ .Values.jobRunner.serviceAccount.name }}
{{- end -}}
{{- end }}
