import { Text, View } from '@tarojs/components'
import { download } from '../../api/download'
import { upload } from '../../api/upload'
import { Button, Card, Problem, Textarea } from '../../components'
import { useAction } from '../../hooks/use-action'
import { ChooseFile } from '../../widgets'

interface TablesCardProps {
  code: string
  text: string
  onChange: (text: string) => void
}

const enough = 300_000
const endings = ['xlsx', 'xls', 'csv'] as const

/** The tables, pasted or out of a file; what was read of a file stands in the same place, where it can be mended. */
export function TablesCard({ code, text, onChange }: TablesCardProps) {
  const file = useAction(async (_key, chosen: { path: string; name: string }) => {
    const fields = { code, name: chosen.name }
    const read = await upload<{ text: string }>('/api/setup/file', chosen.path, fields, {
      fileName: chosen.name,
    })
    onChange(read.text)
  })
  const template = useAction(() => download('GET /api/setup/template.xlsx', { name: '村镇和人员.xlsx' }))
  return (
    <Card
      title="一、村镇和人员"
      aside={
        <Button kind="quiet" inline icon="document" busy={template.busy} onPress={() => void template.run()}>
          下载空表
        </Button>
      }
    >
      <Text className="setup__line">
        两张表：村镇（区划代码、名称、办公室、电话）和人员（村镇、姓名、岗位、手机）。要定组长，再加一张：村镇、组、组长、手机。可以从表格软件里复制，一起粘贴；只启用一个村，就放一个村。
      </Text>
      <View className="setup__tables">
        <ChooseFile
          label="选填好的表格"
          kind="secondary"
          endings={endings}
          busy={file.busy}
          reason={code === '' ? '请先填启用码' : undefined}
          onChoose={(chosen) => void file.run(chosen)}
        />
        <Problem error={file.error ?? template.error} />
        <Textarea
          label="或者粘贴在这里"
          hint="带上表头那一行。读错了可以直接在这里改。"
          placeholder={
            '区划代码　名称　电话\n310116109213　护塘村　021-…\n\n村镇　姓名　岗位\n护塘村　…　村经办人'
          }
          maxLength={enough}
          keepsHeight
          value={text}
          onChange={onChange}
        />
      </View>
    </Card>
  )
}
