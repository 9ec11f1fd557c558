import { createHmac, timingSafeEqual } from 'node:crypto'

const ticketMs = 10 * 60_000

/**
 * `hidden`: given to who decides about a hidden notice; while it is hidden no other holds. `voucher`: a page of a voucher
 * that is published; `voucherWork`: of one that is worked on.
 */
export type TicketKind = 'restricted' | 'hidden' | 'voucher' | 'voucherWork'

const seal = (secret: string, picture: string, kind: TicketKind, until: string): string =>
  createHmac('sha256', secret).update(`picture:${kind}:${picture}:${until}`).digest('base64url')

/** Lets whoever holds it see one restricted picture for ten minutes: an `<image>` cannot send a token. */
export function ticketFor(picture: string, kind: TicketKind, secret: string, now: Date): string {
  const until = (now.getTime() + ticketMs).toString(36)
  return `${until}.${seal(secret, picture, kind, until)}`
}

export function ticketHolds(
  ticket: string,
  picture: string,
  kind: TicketKind,
  secret: string,
  now: Date,
): boolean {
  const [until = '', given = ''] = ticket.split('.')
  const wanted = Buffer.from(seal(secret, picture, kind, until))
  const got = Buffer.from(given)
  return (
    got.length === wanted.length &&
    timingSafeEqual(got, wanted) &&
    Number.parseInt(until, 36) >= now.getTime()
  )
}

export const pictureUrl = (picture: string, ticket?: string): string =>
  `/api/pictures/${picture}${ticket ? `?ticket=${ticket}` : ''}`
