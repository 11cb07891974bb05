process.exitCode = 2;
console.error('eider: the commands are not here yet');
