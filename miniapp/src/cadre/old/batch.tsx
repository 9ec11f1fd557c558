import type { OldBatch } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Card, Fold, Problem, Row, Textarea, toast } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { AskFirst } from '../../widgets'
import { batchNote, countsText } from '../components/old-notices/words'
import { Entries } from './entries'

interface BatchProps {
  batch: OldBatch
  onChange: () => Promise<void>
}

/** One import: what it holds, what stands against it, and the one step that comes next. */
export function Batch({ batch, onChange }: BatchProps) {
  const { id, name, counts, stateText, refused, reviewed, published, reason } = batch
  return (
    <>
      <Card title={`${name}：${stateText}`} tone={batch.state === 'returned' ? 'warning' : undefined}>
        <Text className="old__line">{countsText(counts)}。</Text>
        {batch.state === 'publishing' ? (
          <Text className="old__line">正在一条一条补录，一两分钟就好，过会儿再来看。</Text>
        ) : null}
        {reason ? <Text className="old__line">{`退回原因：${reason}`}</Text> : null}
        <Text className="old__note">
          {[
            `导入：${batchNote(batch)}`,
            ...(reviewed ? [`审核：${reviewed.by} · ${momentText(reviewed.at)}`] : []),
            ...(published ? [`发布：${published.by} · ${momentText(published.at)}`] : []),
          ].join('\n')}
        </Text>
        <Steps batch={batch} onChange={onChange} />
      </Card>
      {refused.length > 0 ? (
        <Fold title="读不了的行" note={`${refused.length} 行，别的照样补录`} open={counts.fresh === 0} flush>
          {refused.map(({ row, message }) => (
            <Row key={row} title={`清单第 ${row} 行`} detail={message} />
          ))}
        </Fold>
      ) : null}
      <Entries key={`${id} ${batch.state}`} batch={batch} onChange={onChange} />
    </>
  )
}

function Steps({ batch: { id, may, hash, counts }, onChange }: BatchProps) {
  const params = { id }
  const step = useAction(async (_key, work: () => Promise<unknown>, said: string) => {
    await work()
    toast(said)
    await onChange()
  })
  return (
    <View>
      <View className="old__actions">
        {may.submit.allowed ? (
          <Button
            busy={step.busy}
            onPress={() =>
              void step.run(() => call('POST /api/old-batches/:id/submit', { params }), '送审了')
            }
          >
            {`送村监会审核（${counts.fresh + counts.held} 条）`}
          </Button>
        ) : null}
        {may.publish.allowed ? (
          <Button
            busy={step.busy}
            onPress={() =>
              void step.run(
                () => call('POST /api/old-batches/:id/publish', { params, body: { hash } }),
                '补录好了，没有发通知',
              )
            }
          >
            {`全部补录（${counts.fresh} 条，不发通知）`}
          </Button>
        ) : null}
        {may.undo.allowed ? (
          <AskFirst
            action="整批撤回"
            after="这一批补录的都会撤回，不发通知。原文留在下面备查，以后还可以重新补录。"
            run={async () => {
              await call('POST /api/old-batches/:id/undo', { params })
              await onChange()
            }}
          />
        ) : null}
        {may.drop.allowed ? (
          <AskFirst
            action="不要这一批"
            after="这次读进来的都会删掉，没有公开过的什么也不留。"
            run={async () => {
              await call('DELETE /api/old-batches/:id', { params })
              await onChange()
            }}
          />
        ) : null}
      </View>
      {may.review.allowed ? <Review id={id} hash={hash} onChange={onChange} /> : null}
      <Problem error={step.error} />
    </View>
  )
}

function Review({ id, hash, onChange }: { id: string; hash: string; onChange: () => Promise<void> }) {
  const [reason, setReason] = useState('')
  const review = useAction(async (_key, decision: 'approve' | 'return') => {
    const body = { decision, hash, ...(reason.trim() ? { reason } : {}) }
    await call('POST /api/old-batches/:id/review', { params: { id }, body })
    toast(decision === 'approve' ? '审核通过了' : '退回了')
    await onChange()
  })
  return (
    <View>
      <Textarea
        label="退回的话，写明哪里要改"
        maxLength={300}
        value={reason}
        error={review.error?.fieldMessage('reason')}
        onChange={setReason}
      />
      <Problem error={review.error} />
      <View className="old__actions">
        <Button busy={review.busy} onPress={() => void review.run('approve')}>
          看过了，整批通过
        </Button>
        <Button kind="secondary" busy={review.busy} onPress={() => void review.run('return')}>
          退回
        </Button>
      </View>
    </View>
  )
}
