import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'

const minuteMs = 60_000
/** Of each class; whoever was silent longest is forgotten first. */
const callersKept = 5000

/** The minute that began with a caller's first call, and the calls in it. */
interface Minute {
  began: number
  calls: number
}

/** Counts what callers ask in a minute; answers the milliseconds to wait, 0 for a call that is allowed. */
export function createCallCounter(most: number, now: () => number = () => performance.now()) {
  const minutes = new LRUCache<string, Minute>({ max: callersKept })
  return (caller: string): number => {
    const at = now()
    const minute = minutes.get(caller)
    if (minute === undefined) {
      minutes.set(caller, { began: at, calls: 1 })
      return 0
    }
    if (at - minute.began >= minuteMs) {
      minute.began = at
      minute.calls = 0
    }
    minute.calls += 1
    return minute.calls > most ? minute.began + minuteMs - at : 0
  }
}

/** Names the connection that an address belongs to: an IPv4 address is one, of IPv6 a whole /64 is. */
export function createConnectionNames() {
  // Reading an IPv6 address costs more than all the counting.
  const names = new LRUCache<string, string>({ max: callersKept })
  return (address: string): string => {
    if (!address.includes(':')) return address
    const known = names.get(address)
    if (known !== undefined) return known
    const name = connectionOf(address)
    names.set(address, name)
    return name
  }
}

function connectionOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  // An IPv4 address may be written as an IPv6 one, ::ffff:203.0.113.7.
  const read = ipaddr.process(address)
  return 'parts' in read ? `${read.parts.slice(0, 4).map(hex).join(':')}::/64` : read.toString()
}

const hex = (part: number): string => part.toString(16)
