// Prints `N passed, N failed` from the JSON report of the test run, and sets the exit code.
import { readFileSync } from 'node:fs';

const [reportFile, failedChecks] = process.argv.slice(2);
const text = readFileSync(reportFile, 'utf8');
const report = text === '' ? { testResults: [] } : JSON.parse(text);

const statuses = report.testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
const count = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;

const passed = count('passed');
const skipped = count('skipped', 'pending', 'todo', 'disabled');
const failedTests = count('failed');
// A file that does not load has no tests to count, yet it failed.
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;

// The step that ran the tests is among the failed checks: what it counted stands for it.
const testFailures = failedTests + brokenFiles;
const checks = Number(failedChecks);
const failed = testFailures === 0 ? checks : testFailures + checks - 1;

console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
