import { resourceRule } from "../../rule";
import { isObject } from "../../selectors/json-text";

/** Where AWS sends something to an address that a program gives, by type and by the way to the property. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  "aws:sns/topicSubscription:TopicSubscription": ["endpoint"],
  "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ["httpEndpointConfiguration", "url"],
  "aws:cloudwatch/eventApiDestination:EventApiDestination": ["invocationEndpoint"],
  "aws:apigateway/integration:Integration": ["uri"],
  "aws:apigatewayv2/integration:Integration": ["integrationUri"],
};

export const deliveriesUseHttps = resourceRule<Readonly<Record<string, unknown>>>({
  id: "deliveries-use-https",
  title: "Notifications, logs and events are delivered to HTTPS endpoints only",
  severity: "high",
  enforcement: "deployed",
  rows: ["DS-JWT-09", "DS-OPS-05"],
  frameworks: [],
  remediation: "Use an address that begins with https://, and the protocol https.",
  example: 'new sns.TopicSubscription("pager", { topic, protocol: "http", endpoint: "http://pager.example.com" });',
  types: Object.keys(addresses),
  check({ type, props }, context) {
    const path = addresses[type] ?? [];
    const setting = path.join(".");
    context.guard(() => {
      const value = path.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), props);
      if (typeof value !== "string" || !/^http:/i.test(value)) return;
      context.fails({ found: "an address without TLS", needed: "an address that begins with https://", setting });
    });
  },
});
