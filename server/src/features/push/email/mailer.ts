import { Mailer } from '../../../channels/email'
import { emailConnected } from '../../../config-email'
import type { Deps } from '../../../deps'

const mailers = new WeakMap<Deps, Mailer>()

/** The mailer of this process; null where the installation has no mail server. */
export function mailerOf(deps: Deps): Mailer | null {
  if (!emailConnected(deps.config)) return null
  const mailer = mailers.get(deps) ?? new Mailer(deps.config.email)
  mailers.set(deps, mailer)
  return mailer
}
