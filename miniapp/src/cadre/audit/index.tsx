import type { AuditKind } from '@hutang/shared/contract'
import { useState } from 'react'
import { Tabs } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Entries } from './entries'

const everything = 'all'

const kinds: { id: AuditKind | typeof everything; name: string }[] = [
  { id: everything, name: '全部' },
  { id: 'signIn', name: '登录' },
  { id: 'verification', name: '认证' },
  { id: 'register', name: '户籍册' },
  { id: 'notice', name: '公开' },
  { id: 'role', name: '岗位' },
  { id: 'operation', name: '数据' },
  { id: 'setting', name: '设置' },
]

/** 审计: who did what, for the operator. */
export default function Audit() {
  const user = useUser()
  const [kind, setKind] = useState<AuditKind | typeof everything>(everything)
  const query = kind === everything ? {} : { kind }
  const screen = useScreen('GET /api/audit', user ? { query } : null)
  if (!user) return <SignInGate title="谁做了什么" why="登录后，系统运维可以看谁在什么时候做了什么。" />
  return (
    <Page title="谁做了什么" screen={screen}>
      {(audit) => (
        <>
          <Tabs label="类别" tabs={kinds} current={kind} onChange={setKind} />
          <Entries audit={audit} query={query} />
        </>
      )}
    </Page>
  )
}
