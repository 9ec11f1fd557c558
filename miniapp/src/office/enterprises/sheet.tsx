import type { EnterpriseImport } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { ChosenFile } from '../../api/choose-file'
import { download } from '../../api/download'
import { upload } from '../../api/upload'
import { Button, Card, Checkbox, Problem, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { ChooseFile } from '../../widgets'
import { Figures } from '../components/figures/figures'

interface SheetProps {
  region: string
  onTaken: () => void
}

const endings = ['xlsx', 'xls', 'csv'] as const

const send = (region: string, file: ChosenFile, part: boolean, take: boolean): Promise<EnterpriseImport> =>
  upload<EnterpriseImport>(
    `/api/regions/${region}/enterprises/import?take=${take}&part=${part}`,
    file.path,
    {},
    { fileName: file.name },
  )

/** 导入: first looked at, then taken; until then the register stays as it is. */
export function Sheet({ region, onTaken }: SheetProps) {
  const [part, setPart] = useState(false)
  const [seen, setSeen] = useState<{ file: ChosenFile; found: EnterpriseImport }>()
  const look = useAction(async (_key, file: ChosenFile, asPart: boolean) =>
    setSeen({ file, found: await send(region, file, asPart, false) }),
  )
  const take = useAction(async () => {
    if (!seen) return
    const { new: made, changed } = await send(region, seen.file, part, true)
    toast(`导入好了：新增 ${made} 家，改了 ${changed} 家`)
    onTaken()
  })
  const template = useAction(() =>
    download('GET /api/regions/:code/enterprises/template.xlsx', {
      params: { code: region },
      name: '企业名录.xlsx',
    }),
  )
  const choosePart = (next: boolean) => {
    setPart(next)
    if (seen) void look.run(seen.file, next)
  }
  return (
    <View className="firm-sheet">
      <View>
        <Card title="一份公开的企业名录">
          <Text className="firm-links__line">
            要有统一社会信用代码、名称、镇村三列；类型、行业、成立日期有就读。选了先给您看，确认以前名录不动。法定代表人、电话这些列不读也不存。
          </Text>
          <ChooseFile
            label={seen ? '换一份文件' : '选文件'}
            kind={seen ? 'secondary' : 'primary'}
            endings={endings}
            busy={look.busy}
            reason={take.busy ? '正在导入' : undefined}
            onChoose={(file) => void look.run(file, part)}
          />
          <Checkbox
            label="这份只是一部分"
            detail="没列到的不动；不勾的话，没列到的标为“不在最新名录”，不会删"
            checked={part}
            onChange={choosePart}
          />
          <Problem error={look.error} />
          <Button kind="quiet" busy={template.busy} onPress={() => void template.run()}>
            下载空白表
          </Button>
          <Problem error={template.error} />
        </Card>
      </View>
      {seen ? (
        <View>
          <Found found={seen.found} />
          <Problem error={take.error} />
          <Button
            busy={take.busy}
            reason={reasonOf(seen.found) ?? (look.busy ? '正在看' : undefined)}
            onPress={() => void take.run()}
          >
            确认导入
          </Button>
        </View>
      ) : null}
    </View>
  )
}

const reasonOf = ({ new: made, changed, gone }: EnterpriseImport): string | undefined =>
  made + changed + gone === 0 ? '和现在的名录一样，不用导入' : undefined

/** What would change, what is not understood, and where. */
function Found({ found }: { found: EnterpriseImport }) {
  const { sheet, columns, notices, problems, problemCount } = found
  const unread = columns.filter(({ field, label }) => field === null && label.trim() !== '')
  return (
    <>
      <Figures
        figures={[
          { name: '新增', value: found.new },
          { name: '有变化', value: found.changed },
          { name: '没变', value: found.same },
          { name: '不在这份里', value: found.gone },
        ]}
      />
      <Card title={`读了“${sheet}”，${found.rows} 行`}>
        {notices.map((one) => (
          <Text className="firm-links__line" key={one}>
            {one}
          </Text>
        ))}
        {unread.length > 0 ? (
          <Text className="firm-links__small">{`没有读的列：${unread.map(({ label }) => label).join('、')}`}</Text>
        ) : null}
        {found.gone > 0 ? (
          <Text className="firm-links__small">
            {`${found.gone} 家不在这份里，会标为“不在最新名录”。已经认领的档案不变。`}
          </Text>
        ) : null}
      </Card>
      {problemCount > 0 ? (
        <Card title={`${problemCount} 行有看不懂的地方`} tone="warning">
          {problems.map(({ row, column, message }) => (
            <Text className="firm-links__line" key={`${String(row)}${column ?? ''}${message}`}>
              {column ? `${message}（${column}）` : message}
            </Text>
          ))}
        </Card>
      ) : null}
    </>
  )
}
