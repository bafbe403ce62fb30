import { nearest } from "../../settings/fields/nearest";
import { refused } from "./complete";
import { refusedOfThree } from "./three-systems";

it.each([
  ["systems", ["ahava-helthcare"], 'did you mean "ahava-healthcare"?'],
  ["network/natGateways", "Single", "write single"],
  ["network/natGateways", "per zone", "write per-zone"],
  ["network/natGateways", "per-zonne", 'did you mean "per-zone"?'],
  ["network/interfaceEndpoints", "no", "write false, without quotes"],
  ["network/interfaceEndpoints", "Yes", "write true, without quotes"],
  ["network/interfaceEndpoints", "true", "write true, without quotes"],
  ["dataProtection", false, "write off"],
  ["logs/archiveDays", "1 000", "write 1000, without quotes"],
  ["logs/archiveDays", "90d", "write 90, without a unit and without quotes"],
  ["timeZone", " Africa/Johannesburg", "write it without leading white space"],
  ["timeZone", "Africa/Johannesburg\u00a0", "write it without a non-breaking space or another unusual space"],
  ["aws/accountId", '"123456789012"', "write it without quotes around it"],
  ["runbookUrl", "http://runbooks.clinic.test", "start it with https://"],
  ["runbookUrl", "runbooks.clinic.test", "start it with https://"],
  ["alerts/critical", { https: "http://events.test/4f1c2d" }, "start it with https://"],
  ["alerts/critical", { https: "https://localhost/4f1c2d" }, "write a URL with a public host name"],
  ["alerts/critical", { email: "On Call <on-call@clinic.test>" }, "write on-call@clinic.test"],
  ["alerts/critical", { email: "mailto:on-call@clinic.test" }, "write on-call@clinic.test"],
  ["aws/accountId", "1234-5678-9012", 'write "123456789012"'],
  [
    "network/cidr",
    "172.17.16.0/20",
    "choose a range apart from 172.17.0.0/16: Docker and some AWS services use it (Amazon VPC User Guide, VPC CIDR blocks)",
  ],
  ["systems", [], "list the systems"],
])("what is nearly right is corrected: %s %j", (key, value, fix) => {
  const faults = refused("staging", { [key]: value });
  expect(faults.map((fault) => fault.fix)).toEqual([fix]);
});

it.each([
  ["doctor-system/logLevel", "Info", "write info"],
  ["doctor-system/logLevel", "warning", "write warn"],
  ["doctor-system/atlas/instanceSize", "m10", 'did you mean "M10"?'],
  ["doctor-system/atlas/version", 8, 'write it in quotes: "8.0"'],
  ["doctor-system/atlas/maintenanceWindow", { day: "Tuesday" }, "write tuesday"],
  ["ahava-healthcare/redis/engineVersion", 7.1, "write it in quotes: without them YAML reads a number"],
  ["ahava-healthcare/redis/engineVersion", 7, 'write "7.1"'],
  ["ahava-healthcare/redis/engineVersion", "7.0", 'write "7.1"'],
  ["ahava-healthcare/postgres/engineVersion", "16.4", 'write "16"'],
  ["ahava-healthcare/domain", "https://clinic.test/", "write clinic.test"],
  ["ahava-healthcare/domain", "Clinic.test.", "write clinic.test"],
  ["ahava-healthcare/domain", "klinik-münchen.test", "write xn--klinik-mnchen-3ob.test"],
  ["ahava-healthcare/domain", "api.clinic.test", "write clinic.test: the program adds api. to it"],
  ["ahava-healthcare/smtp/host", "smtp.clinic.test:587", "write smtp.clinic.test"],
  ["ahava-healthcare/smtp/from", "Clinic <noreply@clinic.test>", "write noreply@clinic.test"],
  ["med-platform/webFirewall", { largeBodyPaths: ["uploads"] }, "write /uploads"],
  ["med-platform/webFirewall", { largeBodyPaths: ["/uploads?kind=scan"] }, "write /uploads"],
  ["med-platform/corsOrigins", ["https://med.test", "http://partner.test/"], "write https://partner.test"],
  ["med-platform/image", "1.4.2", "write v1.4.2"],
  ["med-platform/image", 1.4, "write a value such as v1.4.2"],
  ["med-platform/twilio/phoneNumber", 27821234567, 'write "+27821234567"'],
  ["med-platform/twilio/phoneNumber", "+27 (82) 123-4567", 'write "+27821234567"'],
  ["med-platform/twilio/whatsappNumber", "+27821234567", "write whatsapp:+27821234567"],
])("what is nearly right in a system is corrected: %s %j", (key, value, fix) => {
  expect(refusedOfThree("staging", { [key]: value }).map((fault) => fault.fix)).toEqual([fix]);
});

describe("the nearest candidate", () => {
  it("is, of versions that are equally near in spelling, the one closest in value", () => {
    expect(nearest("9.0", ["5.0", "6.0", "7.0", "8.0"])).toBe("8.0");
    expect(nearest("1.0", ["7.0", "6.0", "8.0"])).toBe("6.0");
  });

  it("is the first of words that are equally near", () => {
    expect(nearest("cat", ["bat", "rat"])).toBe("bat");
  });
});
