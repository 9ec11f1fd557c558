export { backup, dailyBackup } from './backup'
export { type BackupFacts, inspectBackup } from './inspect'
export { type Restored, restore } from './restore'
export { type Progress, type Transferred, transfer } from './transfer'
