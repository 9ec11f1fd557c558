import type { PaymentImportLine } from '@hutang/shared/contract'
import { call } from '../../api/client'
import { Card, Row } from '../../components'
import { momentText } from '../../format/date'
import { AskFirst } from '../../widgets'

interface ImportsProps {
  lines: readonly PaymentImportLine[]
  onUndone: () => Promise<void>
}

/** What was imported, and the way back. */
export function Imports({ lines, onUndone }: ImportsProps) {
  if (lines.length === 0) return null
  return (
    <Card title="导入过的表" flush>
      {lines.map((line) => (
        <Row
          key={line.id}
          title={line.sheet}
          detail={detailOf(line)}
          note={`${line.by} · ${momentText(line.at)}`}
        >
          {line.may ? (
            <AskFirst
              action="撤销这次导入"
              after="这次导进来的行回到原来的样子；后来又改过的行不动。已经发出去的消息收不回来。"
              run={async () => {
                await call('POST /api/payment-imports/:id/undo', { params: { id: line.id } })
                await onUndone()
              }}
            />
          ) : null}
        </Row>
      ))}
    </Card>
  )
}

const detailOf = ({ new: fresh, changed, undone }: PaymentImportLine): string =>
  undone
    ? `已撤销：${undone.back}行回到原样${undone.kept > 0 ? `，${undone.kept}行后来改过，没有动` : ''}`
    : `新的${fresh}行，改了${changed}行`
