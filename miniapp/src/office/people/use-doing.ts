import type { HouseholdPage } from '@hutang/shared/contract'
import { call } from '../../api/client'
import type { Answer, Body, Params, Route } from '../../api/contract'
import { keyed } from '../../api/idempotency'
import { toast } from '../../components'
import { useAction } from '../../hooks/use-action'

/** What is done to the register by hand: each answers with the household as it is now. */
type Doing = {
  [R in Route]: Answer<R> extends HouseholdPage ? (Body<R> extends { key: string } ? R : never) : never
}[Route]

/** A change of the register behind a button. Sent again after a lost connection it is not done twice. */
export function useDoing<R extends Doing>(
  route: R,
  params: Params<R>,
  onDone: (page: HouseholdPage) => void,
) {
  return useAction(async (key: string, body: Omit<Body<R>, 'key'>, said: string) => {
    const whole = { ...body, key: keyed(key, body) } as Body<R>
    const page = (await call(route, { params, body: whole })) as HouseholdPage
    toast(said)
    onDone(page)
  })
}
