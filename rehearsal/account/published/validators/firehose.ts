import type { ProviderRule } from "../provider-rule";
import { arns, conflict, enumerated, form, from, inside, length, needs, range, required, values } from "./rows";
import type { Row } from "./rows";

/** Each destination with the input that describes it. */
const destinations: Readonly<Record<string, string>> = {
  elasticsearch: "elasticsearchConfiguration",
  extended_s3: "extendedS3Configuration",
  http_endpoint: "httpEndpointConfiguration",
  iceberg: "icebergConfiguration",
  opensearch: "opensearchConfiguration",
  opensearchserverless: "opensearchserverlessConfiguration",
  redshift: "redshiftConfiguration",
  snowflake: "snowflakeConfiguration",
  splunk: "splunkConfiguration",
};

/** A bucket beside another destination, for what fails or for all of it (`s3ConfigurationElem`). */
const bucketElement: readonly Row[] = [
  ...arns("bucketArn", "kmsKeyArn", "roleArn"),
  range("bufferingSize", 1),
  ...enumerated("compressionFormat"),
  length("errorOutputPrefix", 0, 1024),
];

const processing = inside(
  "processingConfiguration.processors[]",
  ...enumerated("type"),
  ...inside("parameters[]", ...enumerated("parameterName"), length("parameterValue", 1, 5120)),
);

/** What a destination that is no bucket has in common with the others. */
const beside = (...rows: readonly Row[]): readonly Row[] => [
  range("retryDuration", 0, 7200),
  ...arns("roleArn"),
  ...enumerated("s3BackupMode"),
  ...processing,
  ...inside("s3Configuration", ...bucketElement),
  ...rows,
];

const buffered = (seconds: number, megabytes: number): readonly Row[] => [
  range("bufferingInterval", 0, seconds),
  range("bufferingSize", 1, megabytes),
];

const search: readonly Row[] = beside(
  ...buffered(900, 100),
  conflict("clusterEndpoint", "domainArn"),
  conflict("domainArn", "clusterEndpoint"),
  ...arns("domainArn"),
  ...enumerated("indexRotationPeriod"),
  length("typeName", 0, 100),
  ...inside("vpcConfig", ...arns("roleArn")),
);

const secret = inside("secretsManagerConfiguration", ...arns("roleArn", "secretArn"));

/** Formats of records in a bucket. */
const conversion = inside(
  "dataFormatConversionConfiguration",
  ...inside("inputFormatConfiguration.deserializer", conflict("hiveJsonSerDe", "openXJsonSerDe")),
  ...inside(
    "outputFormatConfiguration.serializer",
    conflict("orcSerDe", "parquetSerDe"),
    ...inside(
      "orcSerDe",
      range("blockSizeBytes", 67_108_864),
      ...enumerated("compression", "formatVersion"),
      range("rowIndexStride", 1000),
      range("stripeSizeBytes", 8_388_608),
    ),
    ...inside(
      "parquetSerDe",
      range("blockSizeBytes", 67_108_864),
      ...enumerated("compression", "writerVersion"),
      range("pageSizeBytes", 65_536),
    ),
  ),
  ...inside("schemaConfiguration", ...arns("roleArn")),
);

/** Delivery streams. */
export const firehose: Readonly<Record<string, readonly ProviderRule[]>> = {
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": from(
    "firehose/delivery_stream.go@010f59d6",
    length("name", 1, 64),
    // Its StateFunc writes the value in lower case; the values are checked before that.
    values("destination", ...Object.keys(destinations)),
    ...Object.entries(destinations).map(([destination, input]) =>
      required(input, { input: "destination", values: [destination] }),
    ),
    conflict("kinesisSourceConfiguration", "mskSourceConfiguration", "serverSideEncryption"),
    conflict("mskSourceConfiguration", "kinesisSourceConfiguration", "serverSideEncryption"),
    ...inside("kinesisSourceConfiguration", ...arns("kinesisStreamArn", "roleArn")),
    ...inside(
      "mskSourceConfiguration",
      ...arns("mskClusterArn"),
      form("readFromTimestamp", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/, "expected to be a valid RFC3339 date"),
      ...inside("authenticationConfiguration", ...enumerated("connectivity"), ...arns("roleArn")),
    ),
    ...inside(
      "serverSideEncryption",
      ...arns("keyArn"),
      needs("keyArn", "enabled", "keyType"),
      ...enumerated("keyType"),
      needs("keyType", "enabled"),
    ),
    ...inside(
      "extendedS3Configuration",
      ...arns("bucketArn", "kmsKeyArn", "roleArn"),
      ...enumerated("compressionFormat", "s3BackupMode"),
      length("customTimeZone", 0, 50),
      length("errorOutputPrefix", 0, 1024),
      length("fileExtension", 0, 50),
      form("fileExtension", /^$|\.[0-9a-z!\-_.*'()]+/),
      ...inside("dynamicPartitioningConfiguration", range("retryDuration", 0, 7200)),
      ...inside("s3BackupConfiguration", ...bucketElement),
      ...processing,
      ...conversion,
    ),
    ...inside("elasticsearchConfiguration", ...search),
    ...inside("opensearchConfiguration", ...search),
    ...inside("opensearchConfiguration.documentIdOptions", ...enumerated("defaultDocumentIdFormat")),
    ...inside(
      "opensearchserverlessConfiguration",
      ...beside(...buffered(900, 100), ...inside("vpcConfig", ...arns("roleArn"))),
    ),
    ...inside(
      "httpEndpointConfiguration",
      ...beside(
        ...buffered(900, 100),
        length("accessKey", 0, 4096),
        length("name", 1, 256),
        length("url", 1, 1000),
        form("url", /^https:\/\//, "must begin with https://"),
        ...inside("requestConfiguration", ...enumerated("contentEncoding")),
        ...secret,
      ),
    ),
    ...inside(
      "icebergConfiguration",
      ...beside(
        ...arns("catalogArn"),
        ...inside("destinationTableConfigurations[]", length("s3ErrorOutputPrefix", 0, 1024)),
      ),
    ),
    ...inside("redshiftConfiguration", ...beside(...inside("s3BackupConfiguration", ...bucketElement), ...secret)),
    ...inside(
      "snowflakeConfiguration",
      ...beside(
        ...buffered(900, 128),
        ...["contentColumnName", "database", "metadataColumnName", "schema", "table", "user"].map((input) =>
          length(input, 1, 255),
        ),
        length("keyPassphrase", 7, 255),
        ...enumerated("dataLoadingOption"),
        ...inside("snowflakeRoleConfiguration", length("snowflakeRole", 1, 255)),
        ...secret,
      ),
    ),
    ...inside(
      "splunkConfiguration",
      ...buffered(60, 5),
      range("hecAcknowledgmentTimeout", 180, 600),
      ...enumerated("hecEndpointType"),
      range("retryDuration", 0, 7200),
      ...enumerated("s3BackupMode"),
      ...processing,
      ...inside("s3Configuration", ...bucketElement),
      ...secret,
    ),
  ),
};
