/** The hosted zones of load balancers' own DNS names. Source: Elastic Load Balancing endpoints, AWS General Reference. */
export const hostedZones: Readonly<Record<string, { application: string; network: string }>> = {
  "af-south-1": { application: "Z268VQBMOI5EKX", network: "Z203XCE67M25HM" },
  "eu-west-1": { application: "Z32O12XQLNTSW2", network: "Z2IFOLAFXWLO4F" },
  "eu-central-1": { application: "Z215JYRZR1TBD5", network: "Z3F0SRJ5LGBH90" },
  "us-east-1": { application: "Z35SXDOTRQ7X7K", network: "Z26RNL4JYFTOTI" },
};
