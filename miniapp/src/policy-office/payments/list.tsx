import type { PaymentLine } from '@hutang/shared/contract'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Card, EmptyState, LoadMore, Row, type TagTone } from '../../components'
import { useMore } from '../../hooks/use-more'

interface ListProps {
  first: Answer<'GET /api/regions/:code/payments'>
  region: string
  state: 'overdue' | 'waiting' | 'done' | undefined
  /** Of what was typed; what came by a sheet is changed by the sheet. */
  onEdit: (line: PaymentLine) => void
}

const tones: Record<PaymentLine['step'], TagTone> = {
  handedIn: 'soon',
  approved: 'soon',
  refused: 'missing',
  paid: 'good',
}

export function PaymentList({ first, region, state, onEdit }: ListProps) {
  const read = (cursor: string) =>
    call('GET /api/regions/:code/payments', {
      params: { code: region },
      query: { cursor, ...(state ? { state } : {}) },
    })
  const pages = useMore(first, read, `${region} ${state}`)
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon="check"
        title={state === 'overdue' ? '没有超期的' : '还没有'}
        detail="兑现的表导进来以后，企业自己看得到办到哪一步。"
      />
    )
  return (
    <>
      <Card flush>
        {pages.items.map((one) => (
          <Row
            key={one.id}
            title={one.name || one.creditCode}
            detail={one.words}
            note={[one.policy.title, `${one.batch}批次`, one.typed ? '手工登记' : '表里导入'].join(' · ')}
            onPress={one.typed ? () => onEdit(one) : undefined}
            hint={one.typed ? '点开改' : undefined}
            tag={
              one.overdue > 0
                ? { text: `超期${one.overdue}个工作日`, tone: 'missing' }
                : { text: one.stepText, tone: tones[one.step] }
            }
          />
        ))}
      </Card>
      <LoadMore pages={pages} />
    </>
  )
}
