import type { TellingChoice as Chosen } from '@hutang/shared/contract'
import { officeWords } from '@hutang/shared/rules'
import { useState } from 'react'
import { call } from '../../api/client'
import { keyed } from '../../api/idempotency'
import { Button, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { mayDo, reasonsAgainst } from '../abilities'
import { Confirm } from '../components/confirm/confirm'
import { Reach } from '../components/reach/reach'
import { Line } from '../components/steps/steps'
import { TellingChoice } from '../components/telling/telling-choice'
import { openManageInstead } from '../open'
import { audienceSentences, changeSentences } from '../words'
import type { FootProps } from './review-foot'
import { ScheduleDialog } from './schedule-dialog'

export function PublishFoot({ work, old, reload }: FootProps) {
  const words = officeWords(work.region.level)
  const [asking, setAsking] = useState<'now' | 'later'>()
  const [chosen, setChosen] = useState<Chosen>({})
  const telling = { ...work.telling, ...chosen }
  const publish = useAction((key) => {
    const body = {
      contentHash: work.contentHash,
      ...(Object.keys(chosen).length > 0 ? { telling: chosen } : {}),
    }
    return call('POST /api/notices/:id/publish', {
      params: { id: work.notice },
      body,
      idempotencyKey: keyed(key, body),
    })
  })
  const confirm = async () => {
    if (await publish.run()) {
      toast(work.change ? '更正已经公开' : '已经公开，订阅的村民会收到消息')
      openManageInstead(work.notice)
    } else await reload()
  }
  const close = () => setAsking(undefined)
  // A nil return wakes nobody, and nor does a change of letters.
  const tells = !work.nil && work.change?.size !== 'minor'
  const against = old ? [old] : reasonsAgainst(work, 'publish')
  return (
    <>
      <Button
        icon="bell"
        reason={against.length > 0 ? against.join('；') : undefined}
        onPress={() => setAsking('now')}
      >
        {words.publish}
      </Button>
      {mayDo(work, 'schedule') && !old ? (
        <Button kind="quiet" icon="clock" onPress={() => setAsking('later')}>
          定时发布
        </Button>
      ) : null}
      <Confirm
        open={asking === 'now'}
        title="现在公开？"
        lines={[`《${work.content.title}》`]}
        action="确定公开"
        write={publish}
        onConfirm={() => void confirm()}
        onClose={close}
      >
        {tells && asking === 'now' ? <Reach notice={work.notice} visit={telling.visit} /> : null}
        {[
          ...audienceSentences(work.item),
          ...(work.change ? changeSentences(work.change) : []),
          `公开的就是${words.review}通过的内容，一字不改。`,
        ].map((line) => (
          <Line key={line}>{line}</Line>
        ))}
        {tells ? (
          <TellingChoice telling={telling} onChange={(part) => setChosen((old) => ({ ...old, ...part }))} />
        ) : null}
      </Confirm>
      <ScheduleDialog open={asking === 'later'} work={work} tells={tells} onClose={close} />
    </>
  )
}
