import type { OldBatch } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { type ChosenFile, forget } from '../../api/choose-file'
import { upload } from '../../api/upload'
import { Button, Card, Problem } from '../../components'
import { useDesk } from '../../components/table/use-desk'
import { useAction } from '../../hooks/use-action'
import { useChoose } from '../../hooks/use-choose'
import { ChooseFile } from '../../widgets'
import { chooseFolder, droppedFolder } from './folder'

interface FromFileProps {
  region: string
  /** Another step on the page comes first. */
  quiet: boolean
  onTaken: (batch: OldBatch) => Promise<void>
}

const endings = ['zip', 'xlsx', 'xls', 'csv'] as const

const packing = '附表和图片跟清单放在一个文件夹里'

/** A list, or a folder with its tables and pictures, packed or as it is; looked at first. */
export function FromFile({ region, quiet, onTaken }: FromFileProps) {
  const desk = useDesk()
  const { choose, error } = useChoose()
  const look = useAction(async (_key, chosen: ChosenFile | Promise<ChosenFile | null>) => {
    const file = await chosen
    if (!file) return
    try {
      const url = `/api/regions/${region}/old-notices/file`
      await onTaken(await upload<OldBatch>(url, file.path, {}, { fileName: file.name }))
    } finally {
      forget(file)
    }
  })
  return (
    <Card title="一批一起补">
      <Text className="old__note">
        一张清单，一行一条，表头写：日期、事项、标题、正文、附表文件、图片文件。
        {desk ? `${packing}，整个选来，或者压缩成 .zip。` : `${packing}，压缩成 .zip 再传。`}
        先看一遍，不会马上公开。
      </Text>
      <ChooseFile
        label="选文件"
        kind={quiet ? 'secondary' : 'primary'}
        endings={endings}
        busy={look.busy}
        onChoose={(file) => void look.run(file)}
        onFolder={desk ? (entries) => void look.run(droppedFolder(entries)) : undefined}
      >
        {desk ? (
          <Button
            kind="secondary"
            icon="list"
            busy={look.busy}
            onPress={() => void choose(chooseFolder, (folder) => void look.run(folder))}
          >
            选整个文件夹
          </Button>
        ) : null}
      </ChooseFile>
      <Problem error={error ?? look.error} />
    </Card>
  )
}
