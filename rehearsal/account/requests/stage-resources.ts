import type { DeployedResource } from "./request";

/** The resource types on the way of a request. */
const tokens = {
  record: ["aws:route53/record:Record"],
  distribution: ["aws:cloudfront/distribution:Distribution"],
  function: ["aws:cloudfront/function:Function"],
  webAcl: ["aws:wafv2/webAcl:WebAcl"],
  association: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
  ipSet: ["aws:wafv2/ipSet:IpSet"],
  loadBalancer: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
  listener: ["aws:lb/listener:Listener", "aws:alb/listener:Listener"],
  listenerRule: ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"],
  targetGroup: ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"],
  service: ["aws:ecs/service:Service"],
  bucket: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
} as const;

type Kind = keyof typeof tokens;

/** The resources of a stage that requests meet. */
export class StageResources {
  constructor(private readonly resources: readonly DeployedResource[]) {}

  ofType(kind: Kind): readonly DeployedResource[] {
    const wanted: readonly string[] = tokens[kind];
    return this.resources.filter(({ type }) => wanted.includes(type));
  }

  byArn(kind: Kind, arn: string): DeployedResource | undefined {
    return this.ofType(kind).find(({ properties }) => properties.arn === arn);
  }
}
