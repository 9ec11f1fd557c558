import type { WallReport } from '@hutang/shared/contract'
import { Button, Row } from '../../components'
import { momentText } from '../../format/date'

interface ReportRowProps {
  report: WallReport
  onTake: (() => void) | undefined
  onDrop: (() => void) | undefined
  onOpen: (() => void) | undefined
}

/** One report, with what this viewer can do about it. */
export function ReportRow({ report, onTake, onDrop, onOpen }: ReportRowProps) {
  const { group, place, problem, progress, by, at, state, stateText } = report
  return (
    <Row
      title={`${group} ${place}`}
      detail={`${problem}。进度：${progress}`}
      note={`${by}，${momentText(at)}`}
      tag={{ text: stateText, tone: state === 'open' ? 'soon' : 'good' }}
    >
      {onTake ? (
        <Button inline kind="secondary" label={`放进草稿：${group} ${place}`} onPress={onTake}>
          放进这一周的草稿
        </Button>
      ) : null}
      {onOpen ? (
        <Button inline kind="quiet" label={`看草稿：${group} ${place}`} onPress={onOpen}>
          看草稿
        </Button>
      ) : null}
      {onDrop ? (
        <Button inline kind="quiet" label={`撤回：${group} ${place}`} onPress={onDrop}>
          撤回
        </Button>
      ) : null}
    </Row>
  )
}
