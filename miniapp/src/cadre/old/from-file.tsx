import type { OldBatch } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import type { ChosenFile } from '../../api/choose-file'
import { upload } from '../../api/upload'
import { Card, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { ChooseFile } from '../../widgets'

interface FromFileProps {
  region: string
  /** Another step on the page comes first. */
  quiet: boolean
  onTaken: (batch: OldBatch) => Promise<void>
}

const endings = ['zip', 'xlsx', 'xls', 'csv'] as const

/** A list, or a packed folder with its tables and pictures; looked at first. */
export function FromFile({ region, quiet, onTaken }: FromFileProps) {
  const look = useAction(async (_key, { path, name }: ChosenFile) => {
    const url = `/api/regions/${region}/old-notices/file`
    await onTaken(await upload<OldBatch>(url, path, {}, { fileName: name }))
  })
  return (
    <Card title="一批一起补">
      <Text className="old__note">
        一张清单，一行一条，表头写：日期、事项、标题、正文、附表文件、图片文件。附表和图片跟清单放在一个文件夹里，压缩成
        .zip 再传。先看一遍，不会马上公开。
      </Text>
      <ChooseFile
        label="选文件"
        kind={quiet ? 'secondary' : 'primary'}
        endings={endings}
        busy={look.busy}
        onChoose={(file) => void look.run(file)}
      />
      <Problem error={look.error} />
    </Card>
  )
}
