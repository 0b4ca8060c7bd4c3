// What KaTeX itself makes of the formulas: `node record.js > katex.txt`, with Node and Debian's libjs-katex.
const katex = require('/usr/share/javascript/katex/katex.js');
const lines = require('fs').readFileSync(__dirname + '/formulas.txt', 'utf8').trimEnd().split('\n');
for (const line of lines) {
  const space = line.indexOf(' ');
  const displayMode = line.slice(0, space) === 'display';
  console.log(katex.renderToString(line.slice(space + 1), { displayMode, output: 'mathml', strict: 'ignore' }));
}
