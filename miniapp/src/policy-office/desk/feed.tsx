import type { PolicyImported, RegionRef } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { ChosenFile } from '../../api/choose-file'
import { call } from '../../api/client'
import { download } from '../../api/download'
import { Button, Card, Dialog, Fold, Problem, Row } from '../../components'
import type { RowTag } from '../../components/row/row'
import { useAction } from '../../hooks/use-action'
import { ChooseFile } from '../../widgets'
import { openEdit } from '../open'
import { readFeed } from './read-feed'

const isH5 = process.env.TARO_ENV === 'h5'
const mostExported = 50

const outcomes: Record<PolicyImported['outcome'], RowTag> = {
  new: { text: '新的', tone: 'good' },
  changed: { text: '有改动', tone: 'info' },
  same: { text: '没有变', tone: 'plain' },
  refused: { text: '没有收下', tone: 'missing' },
}

interface FeedProps {
  region: RegionRef
  mayWrite: boolean
  reload: () => Promise<void>
}

/** Policies as a file: taken from another platform as drafts, and given to it. */
export function Feed({ region, mayWrite, reload }: FeedProps) {
  const [taken, setTaken] = useState<PolicyImported[]>()
  const take = useAction(async (_key, file: ChosenFile) => {
    const body = await readFeed(file)
    const { items } = await call('POST /api/regions/:code/policies/import', {
      params: { code: region.code },
      body,
    })
    setTaken(items)
    await reload()
  })
  const give = useAction(() =>
    download('GET /api/feeds/policies', {
      query: { region: region.code, limit: mostExported },
      name: `${region.name} 政策.json`,
    }),
  )
  return (
    <Fold title="导入和导出" note="跟市里、区里的政策平台互通">
      {mayWrite ? (
        <>
          <ChooseFile
            label="导入政策文件"
            kind="secondary"
            endings={['json']}
            busy={take.busy}
            onChoose={(file) => void take.run(file)}
          />
          <Text className="policy-desk__hint">导入的都先存为草稿，不会自己发布。</Text>
        </>
      ) : null}
      <Problem error={take.error} />
      {isH5 ? (
        <Button kind="secondary" icon="document" busy={give.busy} onPress={() => void give.run()}>
          导出已公开的政策
        </Button>
      ) : null}
      <Problem error={give.error} />
      <Dialog open={taken !== undefined} title="导入好了" onClose={() => setTaken(undefined)}>
        <Card flush>
          {taken?.map(({ key, title, outcome, text, problems }) => (
            <Row
              key={key}
              title={title || key}
              detail={[text, ...problems.map(({ message }) => message)].join('')}
              tag={outcomes[outcome]}
              onPress={outcome === 'new' || outcome === 'changed' ? () => openEdit(key) : undefined}
            />
          ))}
        </Card>
      </Dialog>
    </Fold>
  )
}
