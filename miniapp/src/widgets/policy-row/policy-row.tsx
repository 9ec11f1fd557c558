import type { PolicyLine } from '@hutang/shared/contract'
import { Row } from '../../components/row/row'
import { plainDay } from '../../format/date'
import { windowTag } from '../../format/policy-words'
import { goToPolicies } from '../../hooks/navigation'

/** A policy in a list: what it is called, the plain sentence, how long it may be applied for, and what it brings. */
export function PolicyRow({ policy }: { policy: PolicyLine }) {
  const { id, title, plain, amount, status, issuer } = policy
  const tag = windowTag(status, plainDay)
  return (
    <Row
      title={title}
      detail={plain}
      tag={tag ?? undefined}
      note={`${amount} · ${issuer}`}
      onPress={() => goToPolicies('policy', { id })}
    />
  )
}
