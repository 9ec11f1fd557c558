import type { EditionWork } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { Button, Card, Fold, Problem, Tag } from '../../../components'
import { useWhole } from '../../table/load'
import { wholeTable } from '../../table/view'
import { audienceSentences, groundsLine, stateTag } from '../../words'
import { History } from '../history/history'
import { tellingLines } from '../telling/telling-lines'
import { Warnings } from '../warnings/warnings'
import { Compared, Remarks } from './compared'
import { Reading } from './reading'
import { ReviewVouchers } from './review-vouchers'
import './whole.scss'

/** A whole edition: who will see it, its content, and its history. */
export function Whole({ work, fresh }: { work: EditionWork; fresh: boolean }) {
  const changed = useChanged(work, fresh)
  const { item, region } = work
  const { content, progress, error, retry } = useWhole(work)
  const whole = content ? (
    <Reading
      content={content}
      table={content.table ? wholeTable(content.table) : null}
      pictures={work.pictures}
    />
  ) : error ? (
    <>
      <Problem error={error} />
      <Button kind="secondary" onPress={retry}>
        再读一次
      </Button>
    </>
  ) : (
    <Text className="whole__line">{progress || '正在打开…'}</Text>
  )
  return (
    <>
      {changed ? (
        <Card tone="warning">
          <Text>内容刚刚变了，请从头再看一遍。</Text>
        </Card>
      ) : null}
      {work.nil ? (
        <Card tone="info" title="本期无">
          <Text>{`这是一条“本期无”：说明${work.nil.period}这一项没有要公开的内容。请核对是不是真的没有。`}</Text>
        </Card>
      ) : null}
      <Remarks work={work} />
      <Compared work={work} />
      <Card title="公开后谁能看到" tone="info" aside={<Tag {...stateTag[work.state]}>{work.stateText}</Tag>}>
        {audienceSentences(item).map((sentence) => (
          <Text className="whole__line" key={sentence}>
            {sentence}
          </Text>
        ))}
        <Text className="whole__line">{`${region.name} · 第 ${item.no} 项 ${item.level2}`}</Text>
        <Text className="whole__line">{`由${work.author}起草，第 ${work.editionNo} 版`}</Text>
      </Card>
      {work.nil ? null : (
        <Card title="怎样告诉" tone="info">
          {tellingLines(work.telling).map((line) => (
            <Text className="whole__line" key={line}>
              {line}
            </Text>
          ))}
        </Card>
      )}
      {work.grounds.text ? (
        <Card title="公开的依据" tone="info">
          <Text className="whole__line">{work.grounds.text}</Text>
          <Text className="whole__line">{groundsLine(work.grounds)}</Text>
        </Card>
      ) : null}
      <Warnings work={work} />
      {work.change ? (
        <Fold title="改好以后的全文" note="公开以后大家看到的">
          {whole}
        </Fold>
      ) : (
        whole
      )}
      <ReviewVouchers work={work} />
      <History history={work.history} level={work.region.level} />
      <View className="whole__end" />
    </>
  )
}

/** Whether the content has changed while it was being read. The copy shown during loading is not counted. */
function useChanged({ contentHash }: EditionWork, fresh: boolean): boolean {
  const first = useRef<string>()
  const [changed, setChanged] = useState(false)
  useEffect(() => {
    if (!fresh) return
    first.current ??= contentHash
    if (first.current !== contentHash) setChanged(true)
  }, [contentHash, fresh])
  return changed
}
