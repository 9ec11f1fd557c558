import type { PolicyView } from '@hutang/shared/contract'
import { Button, Card } from '../../components'
import { dayText, plainDay } from '../../format/date'
import { goToPolicies } from '../../hooks/navigation'

/** What has to be known before anything else: withdrawn, 额满, 暂停, 延期, corrected, an older edition. */
export function Standing({ policy }: { policy: PolicyView }) {
  const { id, isCurrent, edition, ended, availability, correction, status, state } = policy
  const note = availability.note ? `${availability.note}` : ''
  return (
    <>
      {isCurrent ? null : (
        <Card title={`这是第 ${edition} 版，后来更正过`} tone="warning">
          留在这里备查，以现在的一版为准。
          <Button kind="secondary" onPress={() => goToPolicies('policy', { id })}>
            看现在的内容
          </Button>
        </Card>
      )}
      {ended || state === 'withdrawn' ? (
        <Card title="这项政策已撤回，不再有效" tone="alert">
          {ended ? `${dayText(ended.at)}，${ended.body}撤回。原因：${ended.reason}。原文留在下面备查。` : ''}
        </Card>
      ) : null}
      {status.state === 'spent' ? (
        <Card title="名额已满" tone="warning">
          {note || '现在不能再申报。有新名额，会在这里写明。'}
        </Card>
      ) : null}
      {status.state === 'paused' ? (
        <Card title="暂停申报" tone="warning">
          {note || '什么时候恢复，会在这里写明。'}
        </Card>
      ) : null}
      {availability.state === 'open' && availability.extendedTo !== null ? (
        <Card title={`延期到 ${plainDay(availability.extendedTo)}`} tone="info">
          {note || '截止日往后延了，条件和标准没有变。'}
        </Card>
      ) : null}
      {correction && isCurrent ? (
        <Card title="已更正" tone="info">{`${dayText(correction.at)}更正：${correction.note}`}</Card>
      ) : null}
    </>
  )
}
