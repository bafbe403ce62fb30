import type { MemberTable } from "./bind";

/** How a bucket's configuration names what is buffered and its key. */
const bucket = (path: string): MemberTable => ({
  ...buffered(path),
  [`${path}.kmsKeyArn`]: "EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN",
});
const buffered = (path: string): MemberTable => ({
  [`${path}.bufferingInterval`]: "BufferingHints.IntervalInSeconds",
  [`${path}.bufferingSize`]: "BufferingHints.SizeInMBs",
});
const destination = (input: string, member: string): MemberTable => ({
  [input]: member,
  ...buffered(input),
  ...bucket(`${input}.s3Configuration`),
  [`${input}.retryDuration`]: "RetryOptions.DurationInSeconds",
});

/** The inputs of a delivery stream whose members are called otherwise. */
export const deliveryStreamMembers: MemberTable = {
  extendedS3Configuration: "ExtendedS3DestinationConfiguration",
  ...bucket("extendedS3Configuration"),
  ...bucket("extendedS3Configuration.s3BackupConfiguration"),
  "extendedS3Configuration.dynamicPartitioningConfiguration.retryDuration": "RetryOptions.DurationInSeconds",
  ...destination("elasticsearchConfiguration", "ElasticsearchDestinationConfiguration"),
  ...destination("opensearchConfiguration", "AmazonopensearchserviceDestinationConfiguration"),
  ...destination("opensearchserverlessConfiguration", "AmazonOpenSearchServerlessDestinationConfiguration"),
  ...destination("icebergConfiguration", "IcebergDestinationConfiguration"),
  ...destination("redshiftConfiguration", "RedshiftDestinationConfiguration"),
  ...bucket("redshiftConfiguration.s3BackupConfiguration"),
  ...destination("snowflakeConfiguration", "SnowflakeDestinationConfiguration"),
  ...destination("splunkConfiguration", "SplunkDestinationConfiguration"),
  ...destination("httpEndpointConfiguration", "HttpEndpointDestinationConfiguration"),
  "httpEndpointConfiguration.accessKey": "EndpointConfiguration.AccessKey",
  "httpEndpointConfiguration.name": "EndpointConfiguration.Name",
  "httpEndpointConfiguration.url": "EndpointConfiguration.Url",
  "httpEndpointConfiguration.requestConfiguration.commonAttributes.name": "AttributeName",
  "httpEndpointConfiguration.requestConfiguration.commonAttributes.value": "AttributeValue",
  kinesisSourceConfiguration: "KinesisStreamSourceConfiguration",
  serverSideEncryption: "DeliveryStreamEncryptionConfigurationInput",
};
