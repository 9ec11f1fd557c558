import ipaddr from 'ipaddr.js'

/** How much of an address is kept: 24 bits of IPv4, 48 of IPv6. */
const keptBytes = { 4: 3, 16: 6 } as const

/** The network of an address, `203.0.113.0/24` or `2001:db8:1::/48`: many people share it. Null for what is no address. */
export function networkOf(address: string): string | null {
  if (!ipaddr.isValid(address)) return null
  const bytes = ipaddr.process(address).toByteArray()
  const kept = keptBytes[bytes.length as 4 | 16]
  const network = ipaddr.fromByteArray(bytes.map((byte, at) => (at < kept ? byte : 0)))
  return `${network}/${kept * 8}`
}
