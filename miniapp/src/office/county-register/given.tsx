import type { CountyImport } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import type { ChosenFile } from '../../api/choose-file'
import { call } from '../../api/client'
import { streamFile } from '../../api/stream-file'
import { Card, Problem, Progress } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import { AskFirst, ChooseFile } from '../../widgets'
import { Figures, grouped } from '../components/figures/figures'

interface GivenProps {
  region: string
  county: CountyImport | null
  sending: boolean
  onSending: (sending: boolean) => void
  onChange: () => Promise<void>
}

const isH5 = process.env.TARO_ENV === 'h5'
const endings = ['csv'] as const

/** The file of the county: given, on its way, broken off, or read. */
export function Given({ region, county, sending, onSending, onChange }: GivenProps) {
  const [sent, setSent] = useState({ done: 0, of: 1 })
  const send = useAction(async (_key, { file, bytes }: ChosenFile) => {
    if (!file) return
    onSending(true)
    try {
      await streamFile(`/api/regions/${region}/register/county`, file, 'text/csv', (done) =>
        setSent({ done: megabytes(done), of: megabytes(bytes) }),
      )
    } finally {
      onSending(false)
      await onChange()
    }
  })
  const choose = (label: string) =>
    isH5 ? (
      <ChooseFile label={label} endings={endings} busy={send.busy} onChoose={(file) => void send.run(file)} />
    ) : (
      <Text className="county-register__line">文件很大，请在电脑的浏览器里办。</Text>
    )
  const error = <Problem error={send.error} />
  if (sending || county?.state === 'reading') {
    return (
      <Card title="正在看文件">
        {sending ? <Progress words="已送（兆）" done={sent.done} of={sent.of} /> : null}
        <Text className="county-register__line">
          {county
            ? `看过 ${grouped(county.rowsRead)} 行，认出 ${grouped(county.rowsStaged)} 行。`
            : '刚开始。'}
          这一页开着，不要关。断了也不要紧：再选同一份文件，会接着往下看。
        </Text>
      </Card>
    )
  }
  if (county?.state === 'broken') {
    return (
      <Card title={`看到第 ${grouped(county.rowsStaged)} 行断了`} tone="warning">
        <Text className="county-register__line">
          请再选同一份文件，从断的地方接着看。换了文件要先丢掉这一份。
        </Text>
        {choose('再选同一份文件，接着看')}
        {error}
        <Drop region={region} id={county.id} onChange={onChange} />
      </Card>
    )
  }
  if (county === null || county.state === 'applied') {
    return (
      <Card title={county ? '已放进各村的册子' : '全区各村的户籍册，一份文件放进来'}>
        {county ? (
          <Text className="county-register__line">
            {`${county.by} · ${momentText(county.at)} · 放进 ${grouped(county.rowsApplied)} 行。没有确认的村，由各村自己答完再放。`}
          </Text>
        ) : (
          <Text className="county-register__line">
            要 .csv 文件，最大 200 兆，UTF-8 或 GB18030
            都可以。每一行要写明是哪个村：区划代码，或者镇名加村名。身份证号只用来核对，不保存。
          </Text>
        )}
        {choose(county ? '再导入一份' : '选文件')}
        {error}
      </Card>
    )
  }
  return (
    <>
      <Figures
        figures={[
          { name: '村', value: county.villages.length },
          { name: '行', value: county.rowsStaged },
          { name: county.state === 'applying' ? '行已放进' : '个村没有疑问', value: settled(county) },
        ]}
      />
      {county.state === 'applying' ? (
        <Card title="正在放进各村的册子">
          <Progress words="已放（行）" done={county.rowsApplied} of={county.rowsStaged} />
          <Text className="county-register__line">可以离开这一页，事情会接着办完。</Text>
        </Card>
      ) : null}
    </>
  )
}

const settled = ({ state, rowsApplied, villages }: CountyImport): number =>
  state === 'applying' ? rowsApplied : villages.filter(({ clean }) => clean).length

/** Whole ones, at least one of a small file, so that the bar has an end. */
const megabytes = (bytes: number): number => Math.max(1, Math.round(bytes / 1_048_576))

/** 丢掉: what has not been put into a register yet. */
export function Drop({
  region,
  id,
  onChange,
}: {
  region: string
  id: string
  onChange: () => Promise<void>
}) {
  const drop = async () => {
    await call('DELETE /api/regions/:code/register/county/:id', { params: { code: region, id } })
    await onChange()
  }
  return <AskFirst action="丢掉这一份" after="还没有放进册子的都丢掉；各村的册子不动。" run={drop} />
}
