import type { EditionWork } from '@hutang/shared/contract'
import { Card, Fold, Lead } from '../../../components'
import { Difference } from '../../../components/difference/difference'
import { useDifference } from '../../../hooks/use-difference'
import { Loaded } from '../../../widgets'
import { changeSentences } from '../../words'
import { Line } from '../steps/steps'

/** Above a correction: what it says of itself, then what is different from what is public now. */
export function Compared({ work }: { work: EditionWork }) {
  if (!work.change) return null
  return (
    <>
      {work.change.note ? <Lead>{work.change.note}</Lead> : null}
      <Against work={work} since="previous" />
      <Card title="更正怎样告诉大家" tone="info">
        {changeSentences(work.change).map((line) => (
          <Line key={line}>{line}</Line>
        ))}
      </Card>
    </>
  )
}

/** 请留意: what a reviewer should know before deciding, with what changed since the edition was returned. */
export function Remarks({ work }: { work: EditionWork }) {
  const { remarks } = work
  if (remarks.length === 0) return null
  return (
    <>
      <Card title="请留意" tone="warning">
        {remarks.map(({ kind, message }) => (
          <Line key={kind}>{message}</Line>
        ))}
      </Card>
      {remarks.some(({ kind }) => kind === 'changedSinceReturn') ? (
        <Fold title="退回以后改了什么" note="只列改过的地方">
          <Against work={work} since="return" />
        </Fold>
      ) : null}
    </>
  )
}

function Against({ work, since }: { work: EditionWork; since: 'previous' | 'return' }) {
  const asked = { id: work.notice, no: work.editionNo }
  const { screen, rows } = useDifference(asked, { work: true, since })
  return (
    <Loaded screen={screen}>
      {(difference) =>
        difference.same ? (
          <Line>{since === 'previous' ? '与现在公开的没有不同。' : '退回以后没有改过。'}</Line>
        ) : (
          <Difference difference={difference} rows={rows} />
        )
      }
    </Loaded>
  )
}
