import type { PaymentImport } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ChosenFile } from '../../api/choose-file'
import { download } from '../../api/download'
import { upload } from '../../api/upload'
import { Button, Card, Fold, Problem, Select, toast } from '../../components'
import { queryString } from '../../format/url'
import { useAction } from '../../hooks/use-action'
import { ChooseFile } from '../../widgets'
import './payments.scss'

interface SheetProps {
  region: string
  policies: readonly { id: string; title: string }[]
  onTaken: () => Promise<void>
}

const endings = ['xlsx', 'xls', 'csv'] as const
const byRow = 'by-row'

/** A sheet is looked at first; it goes in when its numbers are right. */
export function Sheet({ region, policies, onTaken }: SheetProps) {
  const [file, setFile] = useState<ChosenFile>()
  const [looked, setLooked] = useState<PaymentImport>()
  const [policy, setPolicy] = useState(byRow)
  const send = async (chosen: ChosenFile, take: boolean) => {
    const query = queryString({ take: String(take), policy: policy === byRow ? undefined : policy })
    const path = `/api/regions/${region}/payments/import${query}`
    return upload<PaymentImport>(path, chosen.path, {}, { fileName: chosen.name })
  }
  const look = useAction(async (_key, chosen: ChosenFile) => {
    setLooked(undefined)
    setFile(chosen)
    setLooked(await send(chosen, false))
  })
  const take = useAction(async () => {
    if (!file) return
    const taken = await send(file, true)
    toast(`导入了${taken.new + taken.changed}行`)
    setLooked(undefined)
    setFile(undefined)
    await onTaken()
  })
  const empty = useAction(() =>
    download('GET /api/regions/:code/payments/template.xlsx', {
      params: { code: region },
      name: '政策兑现表.xlsx',
    }),
  )
  const choices = [
    { value: byRow, label: '表里每行都写了' },
    ...policies.map(({ id, title }) => ({ value: id, label: title })),
  ]
  return (
    <Card title="导入兑现表">
      <Text className="payments__note">
        一行一家企业。要有统一社会信用代码，写政策名称或文号、申报和核准的日期、到账日期、金额。同一份表再导一次，什么也不变。
      </Text>
      <Select label="是哪项政策" value={policy} choices={choices} onChange={setPolicy} />
      <ChooseFile
        label={looked ? '换一份' : '选文件'}
        endings={endings}
        kind={looked ? 'secondary' : 'primary'}
        busy={look.busy}
        onChoose={(chosen) => void look.run(chosen)}
      />
      <Button kind="quiet" inline busy={empty.busy} onPress={() => void empty.run()}>
        下载空表
      </Button>
      <Problem error={empty.error} />
      <Problem error={look.error} />
      {looked ? <Looked looked={looked} busy={take.busy} onTake={() => void take.run()} /> : null}
      <Problem error={take.error} />
    </Card>
  )
}

function Looked({ looked, busy, onTake }: { looked: PaymentImport; busy: boolean; onTake: () => void }) {
  const { rows, same, left, firms, problems, notices } = looked
  const changes = looked.new + looked.changed
  return (
    <View className="payments__actions">
      <Text className="payments__line">
        {`一共${rows}行：新的${looked.new}行，有变化的${looked.changed}行，没变的${same}行，读不了的${left}行。`}
      </Text>
      {notices.map((notice) => (
        <Text key={notice} className="payments__note">
          {notice}
        </Text>
      ))}
      {problems.length > 0 ? (
        <Fold title={`${left}行没有读进来`} note="改好表再选一次" open>
          {problems.map(({ message, column, row }) => (
            <Text key={`${row} ${column} ${message}`} className="payments__line">
              {column ? `${message}（${column}）` : message}
            </Text>
          ))}
        </Fold>
      ) : null}
      <Button busy={busy} reason={changes > 0 ? undefined : '没有要导入的行'} onPress={onTake}>
        {`导入${changes}行，告诉${firms}家企业`}
      </Button>
    </View>
  )
}
