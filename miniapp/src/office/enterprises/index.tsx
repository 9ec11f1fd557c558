import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Tabs } from '../../components'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import './enterprises.scss'
import { Links } from './links'
import { Register } from './register'
import { Sheet } from './sheet'

type Part = 'links' | 'register' | 'import'

const parts: { id: Part; name: string }[] = [
  { id: 'links', name: '等核实' },
  { id: 'register', name: '企业名录' },
  { id: 'import', name: '导入' },
]

/** 企业: who asks to act for which, and the county's register of them. */
export default function Enterprises() {
  const { region: asked, part: first } = useRouter().params
  const { region, regions, choose } = useWorkRegion(asked)
  const [part, setPart] = useState<Part>(parts.find(({ id }) => id === first)?.id ?? 'links')
  if (region === null) return <SignInGate title="企业" why="这里是镇里和区里办事的人用的。" />
  const offices = regions.filter(({ level }) => level !== 'village')
  return (
    <Page title="企业" wide>
      <RegionSwitch regions={offices} current={region} onChange={choose} />
      <Tabs label="企业" tabs={parts} current={part} onChange={setPart} />
      {part === 'links' ? <Links key={region} region={region} /> : null}
      {part === 'register' ? (
        <Register key={region} region={region} onImport={() => setPart('import')} />
      ) : null}
      {part === 'import' ? <Sheet key={region} region={region} onTaken={() => setPart('register')} /> : null}
    </Page>
  )
}
