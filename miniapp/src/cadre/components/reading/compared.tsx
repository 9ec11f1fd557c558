import type { EditionWork } from '@hutang/shared/contract'
import { Card, Lead } from '../../../components'
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
      <Against work={work} />
      <Card title="更正怎样告诉大家" tone="info">
        {changeSentences(work.change).map((line) => (
          <Line key={line}>{line}</Line>
        ))}
      </Card>
    </>
  )
}

/** 请留意: what a reviewer should know before deciding. */
export function Remarks({ work: { remarks } }: { work: EditionWork }) {
  if (remarks.length === 0) return null
  return (
    <Card title="请留意" tone="warning">
      {remarks.map(({ kind, message }) => (
        <Line key={kind}>{message}</Line>
      ))}
    </Card>
  )
}

const whole = { work: true }

function Against({ work }: { work: EditionWork }) {
  const { screen, rows } = useDifference({ id: work.notice, no: work.editionNo }, whole)
  return (
    <Loaded screen={screen}>
      {(difference) =>
        difference.same ? (
          <Line>与现在公开的没有不同。</Line>
        ) : (
          <Difference difference={difference} rows={rows} />
        )
      }
    </Loaded>
  )
}
