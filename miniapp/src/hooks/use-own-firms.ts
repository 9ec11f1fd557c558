import type { EnterpriseLine } from '@hutang/shared/contract'
import { chosenFirm } from '../store/policy-phone'
import { useUser } from '../store/session'
import { useScreen } from './use-screen'

export interface OwnFirms {
  /** Those one acts for and those one has asked for; undefined while they are read. */
  firms: EnterpriseLine[] | undefined
  /** The one that is looked at on this phone; null: there is none, or nobody is signed in. */
  current: EnterpriseLine | null
  choose: (id: string) => void
  reload: () => Promise<void>
}

const isLive = ({ link }: EnterpriseLine): boolean => link.state === 'asked' || link.state === 'confirmed'

/** One's own enterprises, the confirmed ones first. `named`: by the page's address. */
export function useOwnFirms(named?: string): OwnFirms {
  const user = useUser()
  const chosen = chosenFirm.use()
  const screen = useScreen('GET /api/enterprises', user ? {} : null)
  const firms = user
    ? screen.data?.enterprises
        .filter(isLive)
        .sort((a, b) => Number(b.link.state === 'confirmed') - Number(a.link.state === 'confirmed'))
    : []
  const current = firms?.find(({ id }) => id === (named ?? chosen)) ?? firms?.[0] ?? null
  return {
    firms: firms ?? (screen.error ? [] : undefined),
    current,
    choose: chosenFirm.set,
    reload: screen.reload,
  }
}
